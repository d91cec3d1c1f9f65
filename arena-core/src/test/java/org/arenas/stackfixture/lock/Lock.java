package org.arenas.stackfixture.lock;

import java.nio.ByteBuffer;

/** Imports, outside of offheap, what only offheap may. */
public record Lock(ByteBuffer bytes) {}
