package org.arenas.offheap;

import java.util.Objects;

/**
 * Something that was allocated in a shared arena.
 *
 * @param handle leads to it, and may be given to {@link MemoryWriter#free}
 * @param type what it is, as messages name it
 * @param bytes how much memory it takes, with headers and all that belongs to it
 */
public record MemoryBlock(Handle<?> handle, String type, long bytes) {
    /**
     * Checks its parts.
     *
     * @param handle see above
     * @param type see above
     * @param bytes see above
     */
    public MemoryBlock {
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(type, "type");
    }
}
