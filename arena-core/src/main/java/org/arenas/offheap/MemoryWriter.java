package org.arenas.offheap;

import java.util.Objects;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Borrow;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A shared arena held exclusively: what it holds is read, written, allocated and freed through this.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     m.setRoot("motto", m.allocate("festina lente"));
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> See {@link MemoryReader}. What is allocated stays until it is freed or the arena is closed.
 */
public final class MemoryWriter extends RecordWriter {
    MemoryWriter(SharedArena arena, @Nullable Borrow borrow, Execution execution, int hold) {
        super(arena, borrow, execution, hold);
    }

    /**
     * Allocates a string, in UTF-8.
     *
     * @param text any string without unpaired surrogates
     * @return its handle
     * @throws IllegalArgumentException if it has an unpaired surrogate, or is larger than a segment
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<String> allocate(String text) {
        check();
        byte[] bytes = Utf8.encode(text);
        return allocate(bytes, Types.STRING);
    }

    /**
     * Allocates a copy of some bytes.
     *
     * @param bytes copied
     * @return their handle
     * @throws IllegalArgumentException if they are more than fit into a segment
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<byte[]> allocate(byte[] bytes) {
        check();
        return allocate(bytes, Types.BYTES);
    }

    /**
     * Allocates bytes, all zero.
     *
     * @param length how many
     * @return their handle
     * @throws IllegalArgumentException if it is negative, or more than fit into a segment
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<byte[]> allocateBytes(int length) {
        check();
        if (length < 0) {
            throw new IllegalArgumentException("length is negative: length=" + length + "; use at least 0");
        }
        Handle<byte[]> handle = allocateBlock((long) length + Integer.BYTES, Types.BYTES);
        memory.segments().putInt(handle.offset() + BlockDescriptor.PAYLOAD, length);
        return handle;
    }

    /**
     * As {@link MemoryReader#buffer}, to be written to as well.
     *
     * @param handle what {@link #allocate(byte[])} or {@link #allocateBytes} returned
     * @return a buffer of the bytes in place
     */
    @Override
    public MutableDirectBuffer buffer(Handle<byte[]> handle) {
        check();
        return new GuardedBuffer(this, handle, Types.BYTES, Integer.BYTES, length(handle, Types.BYTES));
    }

    /**
     * Allocates an empty map from long to long.
     *
     * @param expected for so many entries it needs not grow
     * @return its handle
     * @throws IllegalArgumentException if it is negative, or no table can hold so many
     * @throws org.arenas.error.ArenaFullException if there is no room; then nothing has changed
     */
    public Handle<LongLongMap> allocateLongLongMap(long expected) {
        return allocateHead(LongLongMap.HEAD_BYTES, Types.LONG_LONG_MAP, expected, LongLongMap::create);
    }

    /**
     * Allocates an empty map from byte strings to byte strings.
     *
     * @param expected for so many entries it needs not grow
     * @return its handle
     * @throws IllegalArgumentException if it is negative
     * @throws org.arenas.error.ArenaFullException if there is no room; then nothing has changed
     */
    public Handle<BytesMap> allocateBytesMap(long expected) {
        return allocateHead(BytesMap.HEAD_BYTES, Types.BYTES_MAP, expected, BytesMap::create);
    }

    /**
     * Allocates an empty queue.
     *
     * @return its handle
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<BytesQueue> allocateBytesQueue() {
        check();
        return allocateBlock(BytesQueue.HEAD_BYTES, Types.BYTES_QUEUE);
    }

    /** What makes the parts that a head needs. */
    private interface Parts {
        void create(Memory memory, long head, long expected);
    }

    private <T> Handle<T> allocateHead(int bytes, int type, long expected, Parts parts) {
        check();
        if (expected < 0) {
            throw new IllegalArgumentException("map has a negative size: expected=" + expected + "; use at least 0");
        }
        Handle<T> handle = allocateBlock(bytes, type);
        try {
            parts.create(memory, handle.offset(), expected);
        } catch (Throwable e) {
            memory.heap().free(handle.offset());
            throw e;
        }
        return handle;
    }

    /**
     * Allocates an array of type {@code long}, all zero.
     *
     * @param length how many elements
     * @return its handle
     * @throws IllegalArgumentException if it is negative, or more than fit into a segment of 1 GiB
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<LongArray> allocateLongArray(long length) {
        return allocateArray(length, Long.BYTES, Types.LONG_ARRAY);
    }

    /**
     * Allocates an array of type {@code int}, all zero.
     *
     * @param length how many elements
     * @return its handle
     * @throws IllegalArgumentException if it is negative, or more than fit into a segment of 1 GiB
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<IntArray> allocateIntArray(long length) {
        return allocateArray(length, Integer.BYTES, Types.INT_ARRAY);
    }

    /**
     * Allocates an array of type {@code double}, all zero.
     *
     * @param length how many elements
     * @return its handle
     * @throws IllegalArgumentException if it is negative, or more than fit into a segment of 1 GiB
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<DoubleArray> allocateDoubleArray(long length) {
        return allocateArray(length, Double.BYTES, Types.DOUBLE_ARRAY);
    }

    /**
     * Allocates an array of type {@code byte}, all zero.
     *
     * @param length how many elements
     * @return its handle
     * @throws IllegalArgumentException if it is negative, or more than fit into a segment of 1 GiB
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public Handle<ByteArray> allocateByteArray(long length) {
        return allocateArray(length, Byte.BYTES, Types.BYTE_ARRAY);
    }

    private <T> Handle<T> allocateArray(long length, int elementBytes, int type) {
        check();
        if (length < 0 || length > Segments.LARGEST_SEGMENT) {
            throw new IllegalArgumentException("length is impossible: length=" + length
                    + "; use at least 0, and several arrays for more than 1 GiB");
        }
        Handle<T> handle = allocateBlock(SharedArray.HEAD_BYTES + length * elementBytes, type);
        memory.segments().putInt(handle.offset() + SharedArray.LENGTH, (int) length);
        return handle;
    }

    /**
     * Makes an array unchangeable for ever: whatever would change it throws {@link
     * org.arenas.error.FrozenArrayException}, through views that exist and views to come. It can still be freed.
     *
     * @param array a handle of an array; nothing happens if it is frozen already
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.LentArrayException if it is lent
     */
    public void freeze(Handle<? extends SharedArray<?>> array) {
        check();
        int type = memory.typeOf(array);
        BorrowGrant grant = new BorrowGrant(this, array, Types.isArray(type) ? type : Types.LONG_ARRAY);
        grant.readable();
        grant.setFlag(SharedArray.FROZEN, true);
    }

    @Override
    void checkWritable() {
        check();
    }

    private <T> Handle<T> allocate(byte[] bytes, int type) {
        Handle<T> handle = allocateBlock((long) bytes.length + Integer.BYTES, type);
        UnsafeBuffer segment =
                memory.segments().changing(handle.offset(), BlockDescriptor.PAYLOAD + Integer.BYTES + bytes.length);
        int at = Segments.index(handle.offset()) + BlockDescriptor.PAYLOAD;
        segment.putInt(at, bytes.length);
        segment.putBytes(at + Integer.BYTES, bytes);
        return handle;
    }

    /**
     * Frees what a handle leads to. Every handle to it is stale from now on. What belongs to it goes with
     * it; what handles in it lead to stays.
     *
     * @param handle of something in this arena
     * @throws org.arenas.error.StaleReferenceException if it was freed before
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.LentArrayException if it is an array that is lent
     */
    public void free(Handle<?> handle) {
        check();
        if (!memory.isLive(handle)) {
            throw memory.stale(handle);
        }
        int type = memory.heap().type(handle.offset());
        if (Types.isArray(type)) {
            // Not while it is lent.
            new BorrowGrant(this, handle, type).readable();
        }
        memory.change();
        freeParts(handle);
        memory.heap().free(handle.offset());
    }

    @SuppressWarnings("unchecked") // The block says what it is.
    private void freeParts(Handle<?> handle) {
        switch (memory.heap().type(handle.offset())) {
            case Types.LONG_LONG_MAP ->
                longLongMap((Handle<LongLongMap>) handle).freeParts();
            case Types.BYTES_MAP -> bytesMap((Handle<BytesMap>) handle).freeParts();
            case Types.BYTES_QUEUE -> bytesQueue((Handle<BytesQueue>) handle).freeParts();
            default -> {
                // One block is all there is.
            }
        }
    }

    /**
     * Gives something a name by which it is found again, by others and later.
     *
     * @param name replaced if it stands for something already
     * @param handle of something in this arena
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.ArenaFullException if there is no room for the name
     */
    public void setRoot(String name, Handle<?> handle) {
        check();
        Objects.requireNonNull(name, "name");
        if (!memory.isLive(handle)) {
            throw memory.stale(handle);
        }
        memory.change();
        memory.roots().put(name, handle);
    }

    /**
     * Forgets a name; what it stood for stays.
     *
     * @param name a name
     * @return false if there was no such root
     */
    public boolean removeRoot(String name) {
        check();
        Objects.requireNonNull(name, "name");
        memory.change();
        return memory.roots().remove(name);
    }
}
