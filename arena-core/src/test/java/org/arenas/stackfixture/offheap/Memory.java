package org.arenas.stackfixture.offheap;

import java.nio.ByteBuffer;
import org.arenas.stackfixture.lock.Lock;

/** Breaks nothing: imports from the left, and what only offheap may. */
public record Memory(Lock lock, ByteBuffer bytes) {}
