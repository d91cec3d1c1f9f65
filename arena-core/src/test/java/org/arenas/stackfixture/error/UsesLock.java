package org.arenas.stackfixture.error;

import org.arenas.stackfixture.lock.Lock;

/** Breaks the stack: imports from the right. */
record UsesLock(Lock lock) {}
