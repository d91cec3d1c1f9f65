package org.arenas.stackfixture.impl;

/** Breaks the stack: is not in it. */
record Hidden(int value) {}
