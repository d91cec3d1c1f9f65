package org.arenas.offheap;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Direct memory of this process alone. */
final class DirectStorage implements Storage {
    @Override
    public UnsafeBuffer add(int number, long bytes) {
        return new UnsafeBuffer(ByteBuffer.allocateDirect((int) bytes));
    }

    @Override
    public @Nullable Journal journal() {
        return null;
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    @Override
    public void beforeFirstChange() {}

    @Override
    public void endOfHold() {}

    @Override
    public void free(Iterable<UnsafeBuffer> segments, boolean atOnce) {
        if (atOnce) {
            segments.forEach(segment -> BufferUtil.free(segment.byteBuffer()));
        }
    }
}
