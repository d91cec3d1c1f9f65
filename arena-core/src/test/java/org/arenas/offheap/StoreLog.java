package org.arenas.offheap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Remembers every store into some buffers, in order, and can make the memory as it was after any number of them. */
final class StoreLog {
    private static final int WORD = Long.BYTES;

    private final List<UnsafeBuffer> buffers = new ArrayList<>();
    private final List<Store> stores = new ArrayList<>();
    private final List<byte[]> images = new ArrayList<>();
    private boolean on;

    /** At most a word: what a processor does not split. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Store(int buffer, int index, byte[] bytes) {}

    /** A buffer whose stores are remembered. */
    UnsafeBuffer buffer(int capacity) {
        return buffer(new byte[capacity]);
    }

    private UnsafeBuffer buffer(byte[] content) {
        ByteBuffer memory = ByteBuffer.allocateDirect(content.length);
        memory.put(0, content);
        UnsafeBuffer buffer = new Recording(buffers.size(), memory);
        buffers.add(buffer);
        return buffer;
    }

    UnsafeBuffer get(int number) {
        return buffers.get(number);
    }

    /** From now on; what is there is what the memory begins with. */
    void begin() {
        images.clear();
        for (UnsafeBuffer buffer : buffers) {
            byte[] image = new byte[buffer.capacity()];
            buffer.getBytes(0, image);
            images.add(image);
        }
        on = true;
    }

    int size() {
        return stores.size();
    }

    /** Calls something with the memory after each number of stores, each time in a new log. */
    void replay(int step, Moment moment) {
        for (int i = 0; i <= stores.size(); i++) {
            if (i % step == 0 || i == stores.size()) {
                StoreLog copy = new StoreLog();
                images.forEach(copy::buffer);
                moment.after(i, copy);
            }
            if (i < stores.size()) {
                Store store = stores.get(i);
                System.arraycopy(store.bytes, 0, images.get(store.buffer), store.index, store.bytes.length);
            }
        }
    }

    /** What is done with a memory. */
    interface Moment {
        void after(int stores, StoreLog memory);
    }

    private void stored(int number, UnsafeBuffer buffer, int index, int length) {
        for (int at = index; on && at < index + length; ) {
            int end = Math.min(index + length, (at / WORD + 1) * WORD);
            byte[] bytes = new byte[end - at];
            buffer.getBytes(at, bytes);
            stores.add(new Store(number, at, bytes));
            at = end;
        }
    }

    private final class Recording extends UnsafeBuffer {
        private final int number;

        Recording(int number, ByteBuffer memory) {
            super(memory);
            this.number = number;
        }

        @Override
        public void putLong(int index, long value) {
            super.putLong(index, value);
            stored(number, this, index, Long.BYTES);
        }

        @Override
        public void putLongRelease(int index, long value) {
            super.putLongRelease(index, value);
            stored(number, this, index, Long.BYTES);
        }

        @Override
        public void putLongVolatile(int index, long value) {
            super.putLongVolatile(index, value);
            stored(number, this, index, Long.BYTES);
        }

        @Override
        public void putInt(int index, int value) {
            super.putInt(index, value);
            stored(number, this, index, Integer.BYTES);
        }

        @Override
        public void putByte(int index, byte value) {
            super.putByte(index, value);
            stored(number, this, index, Byte.BYTES);
        }

        @Override
        public void setMemory(int index, int length, byte value) {
            super.setMemory(index, length, value);
            stored(number, this, index, length);
        }

        @Override
        public void putBytes(int index, byte[] source) {
            putBytes(index, source, 0, source.length);
        }

        @Override
        public void putBytes(int index, byte[] source, int offset, int length) {
            super.putBytes(index, source, offset, length);
            stored(number, this, index, length);
        }

        @Override
        public void putBytes(int index, DirectBuffer source, int offset, int length) {
            super.putBytes(index, source, offset, length);
            stored(number, this, index, length);
        }
    }
}
