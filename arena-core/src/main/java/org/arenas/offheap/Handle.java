package org.arenas.offheap;

import org.arenas.Shareable;
import org.jspecify.annotations.Nullable;

/**
 * A reference to something in a {@link SharedArena}. A value: it can be kept anywhere, and written into records of the same
 * arena; it keeps nothing alive.
 *
 * <p><b>Ownership.</b> What it leads to is reached through a {@link MemoryReader} of its arena only. Once that was freed the
 * handle is stale for ever: using it throws {@link org.arenas.error.StaleReferenceException}, whatever lies there by then.
 * With another arena it throws {@link org.arenas.error.ForeignReferenceException}.
 *
 * @param <T> what it leads to, for the compiler; at run time the block says what it holds
 */
@SuppressWarnings("UnusedTypeParameter") // It is for the compiler alone.
public final class Handle<T> {
    static {
        Shareable.register(Handle.class);
    }

    private final long offset;
    private final long stamp;

    Handle(long offset, long stamp) {
        this.offset = offset;
        this.stamp = stamp;
    }

    /** Where the block begins. */
    long offset() {
        return offset;
    }

    /** What the block must carry to be the one meant. */
    long stamp() {
        return stamp;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Handle<?> handle && handle.offset == offset && handle.stamp == stamp;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(stamp);
    }

    /** The handle as messages name it: where, and which allocation. */
    @Override
    public String toString() {
        return Long.toHexString(offset) + "@" + Long.toHexString(stamp);
    }
}
