package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A link to another record of the arena. Nothing lies at offset 0, so that stands for null. Whether a link leads to what it
 * once led to is seen by who follows it.
 */
final class HandleCodec {
    private static final int STAMP = Long.BYTES;

    private HandleCodec() {}

    static @Nullable Handle<?> read(UnsafeBuffer buffer, int index) {
        long offset = Primitives.getLong(buffer, index);
        return offset == 0 ? null : new Handle<>(offset, Primitives.getLong(buffer, index + STAMP));
    }

    static void write(UnsafeBuffer buffer, int index, @Nullable Handle<?> value) {
        Primitives.putLong(buffer, index, value == null ? 0 : value.offset());
        Primitives.putLong(buffer, index + STAMP, value == null ? 0 : value.stamp());
    }
}
