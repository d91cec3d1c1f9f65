package org.arenas.stackfixture.channel;

import org.arenas.stackfixture.offheap.Memory;

/** Breaks the stack: imports from beside. */
record UsesOffheap(Memory memory) {}
