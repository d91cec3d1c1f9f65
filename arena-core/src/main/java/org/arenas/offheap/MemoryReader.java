package org.arenas.offheap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Borrow;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A shared arena held for reading: what it holds is reached through this.
 *
 * <pre>{@code
 * try (MemoryReader m = board.borrowShared()) {
 *     Handle<String> motto = m.root("motto");
 *     System.out.println(m.string(motto));
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Valid as long as the borrow that it stands for: from when it was opened until it is closed, for the
 * execution that opened it alone. One that {@link SharedArena#reader} made for a borrow of several arenas ends with that
 * borrow; closing it does nothing. Every method throws {@link org.arenas.error.BorrowClosedException} after the end, and
 * {@link org.arenas.error.BorrowThreadException} on another thread.
 */
public sealed class MemoryReader extends RecordReader permits RecordWriter {
    MemoryReader(SharedArena arena, @Nullable Borrow borrow, Execution execution, int hold) {
        super(arena, borrow, execution, hold);
    }

    /** Throws unless this is a writer. */
    void checkWritable() {
        check();
        throw Violations.readOnly(arena.toString(), execution.describe());
    }

    /**
     * {@return whether a process has died while it changed the arena, so that what it had changed was undone} True from when
     * that is seen here until the end of the first exclusive borrow by which it could be looked after. Always false in memory
     * of this process alone.
     */
    public final boolean recovered() {
        check();
        return arena.hasRecovered();
    }

    /** {@return the arena that is held} */
    public final SharedArena arena() {
        return arena;
    }

    /**
     * {@return whether what a handle leads to is still there}
     *
     * @param handle of this arena or another one
     */
    public final boolean isLive(Handle<?> handle) {
        check();
        return memory.isLive(handle);
    }

    /**
     * {@return a string}
     *
     * @param handle what {@link MemoryWriter#allocate(String)} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else than a string
     */
    public final String string(Handle<String> handle) {
        check();
        return new String(copy(handle, Types.STRING), StandardCharsets.UTF_8);
    }

    /**
     * {@return a copy of some bytes}
     *
     * @param handle what {@link MemoryWriter#allocate(byte[])} returned
     * @throws org.arenas.error.StaleReferenceException if they were freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else than bytes
     */
    public final byte[] bytes(Handle<byte[]> handle) {
        check();
        return copy(handle, Types.BYTES);
    }

    private byte[] copy(Handle<?> handle, int type) {
        byte[] copy = new byte[length(handle, type)];
        memory.live(handle, type, Integer.BYTES + copy.length)
                .getBytes(Segments.index(handle.offset()) + BlockDescriptor.PAYLOAD + Integer.BYTES, copy);
        return copy;
    }

    /** The length that stands before bytes or a string, all of which exist. */
    final int length(Handle<?> handle, int type) {
        UnsafeBuffer segment = memory.live(handle, type, Integer.BYTES);
        int at = Segments.index(handle.offset()) + BlockDescriptor.PAYLOAD;
        int length = segment.getInt(at);
        if (length < 0 || length > memory.heap().payload(handle.offset()) - Integer.BYTES) {
            throw memory.damaged(handle, "its length is impossible: bytes=" + length);
        }
        return length;
    }

    /**
     * Bytes as a buffer, for codecs that are made for Agrona's. It ends with this borrow, and when the bytes are freed; it
     * has no address, and cannot be wrapped by another buffer.
     *
     * @param handle what {@link MemoryWriter#allocate(byte[])} returned
     * @return a buffer of the bytes in place
     * @throws org.arenas.error.StaleReferenceException if they were freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else than bytes
     */
    public DirectBuffer buffer(Handle<byte[]> handle) {
        check();
        return new GuardedReader(this, handle, Types.BYTES, Integer.BYTES, length(handle, Types.BYTES));
    }

    /**
     * {@return a map, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateLongLongMap} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final LongLongMap longLongMap(Handle<LongLongMap> handle) {
        return new LongLongMap(this, handle);
    }

    /**
     * {@return a map, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateBytesMap} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final BytesMap bytesMap(Handle<BytesMap> handle) {
        return new BytesMap(this, handle);
    }

    /**
     * {@return a queue, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateBytesQueue} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final BytesQueue bytesQueue(Handle<BytesQueue> handle) {
        return new BytesQueue(this, handle);
    }

    /**
     * {@return an array of type {@code long}, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateLongArray} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final LongArray longArray(Handle<LongArray> handle) {
        return LongArray.of(this, handle);
    }

    /**
     * {@return an array of type {@code int}, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateIntArray} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final IntArray intArray(Handle<IntArray> handle) {
        return IntArray.of(this, handle);
    }

    /**
     * {@return an array of type {@code double}, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateDoubleArray} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final DoubleArray doubleArray(Handle<DoubleArray> handle) {
        return DoubleArray.of(this, handle);
    }

    /**
     * {@return an array of type {@code byte}, to be used as long as this borrow}
     *
     * @param handle what {@link MemoryWriter#allocateByteArray} returned
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it leads to something else
     */
    public final ByteArray byteArray(Handle<ByteArray> handle) {
        return ByteArray.of(this, handle);
    }

    /**
     * {@return what a name stands for}
     *
     * @param name what {@link MemoryWriter#setRoot} was called with
     * @param <T> what it was then: checked when the handle is used
     * @throws NoSuchElementException if there is no such root
     */
    public final <T> Handle<T> root(String name) {
        Handle<T> found = findRoot(name);
        if (found == null) {
            throw new NoSuchElementException("no such root: arena=" + arena + ", name=" + name + "; there are "
                    + roots().stream().map(Root::name).toList());
        }
        return found;
    }

    /**
     * {@return what a name stands for, or null}
     *
     * @param name what {@link MemoryWriter#setRoot} was called with
     * @param <T> what it was then: checked when the handle is used
     */
    public final <T> @Nullable Handle<T> findRoot(String name) {
        check();
        Objects.requireNonNull(name, "name");
        return memory.roots().find(name);
    }

    /** {@return all named roots, by name} */
    public final List<Root> roots() {
        check();
        return memory.roots().list();
    }

    /** {@return how the memory is used} Looks at every block. */
    public final MemoryStatistics statistics() {
        check();
        return MemoryStatistics.of(memory);
    }

    /**
     * Looks at every block whether it is what was written: headers, order, free lists, counters.
     *
     * @return what is wrong, in words; empty if nothing is
     */
    public final List<String> verify() {
        check();
        return new HeapCheck(memory.heap()).run().problems();
    }

    /**
     * Looks for what was allocated and is lost: no named root leads to it, be it through collections, arrays or the handles
     * in records. Handles that Java objects keep do not count, nor do any that were written into bytes. Looks at every block.
     *
     * @return what it found
     * @throws org.arenas.error.ArenaDamagedException if a collection is damaged; {@link #verify} says more
     */
    public final LeakReport findLeaks() {
        check();
        return new LeakSearch(this).run();
    }

    /**
     * Says what a handle leads to, for a person to read: text, bytes as hexadecimal digits, entries, items, elements; a record
     * by the layout that it was stored with, without its class.
     *
     * @param handle of something in this arena
     * @param limit how many entries, items, elements or bytes of each are shown
     * @return lines
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     */
    public final List<String> describe(Handle<?> handle, int limit) {
        check();
        return new BlockText(this, limit).lines(handle);
    }
}
