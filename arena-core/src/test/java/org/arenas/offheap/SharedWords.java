package org.arenas.offheap;

import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.concurrent.UnsafeBuffer;

/** The words of a control file where Lincheck sees what happens to them. Texts are left out. */
final class SharedWords extends UnsafeBuffer {
    private final AtomicLongArray words;

    SharedWords(int bytes) {
        super(new byte[0]);
        words = new AtomicLongArray(bytes / Long.BYTES);
    }

    private static int word(int index) {
        return index / Long.BYTES;
    }

    @Override
    public long getLong(int index) {
        return words.getPlain(word(index));
    }

    @Override
    public void putLong(int index, long value) {
        words.setPlain(word(index), value);
    }

    @Override
    public long getLongVolatile(int index) {
        return words.get(word(index));
    }

    @Override
    public void putLongVolatile(int index, long value) {
        words.set(word(index), value);
    }

    @Override
    public void putLongRelease(int index, long value) {
        words.setRelease(word(index), value);
    }

    @Override
    public boolean compareAndSetLong(int index, long expected, long value) {
        return words.compareAndSet(word(index), expected, value);
    }

    @Override
    public long getAndAddLong(int index, long more) {
        return words.getAndAdd(word(index), more);
    }

    @Override
    public void putInt(int index, int value) {
        // Only lengths of texts.
    }
}
