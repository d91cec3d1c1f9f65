package org.arenas.offheap;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Elements of type {@code byte} in a shared arena. See {@link SharedArray}. */
public final class ByteArray extends SharedArray<ByteArray> {
    private static final int BASE = UnsafeApi.arrayBaseOffset(byte[].class);

    ByteArray(ArrayGrant grant, int origin, int count, int stride) {
        super(grant, origin, count, stride);
    }

    static ByteArray of(MemoryReader reader, Handle<ByteArray> handle) {
        BorrowGrant grant = new BorrowGrant(reader, handle, Types.BYTE_ARRAY);
        int length = grant.length(Byte.BYTES);
        return new ByteArray(grant, Segments.index(handle.offset()) + ELEMENTS, length, Byte.BYTES);
    }

    @Override
    int elementBytes() {
        return Byte.BYTES;
    }

    @Override
    ByteArray view(ArrayGrant by, int first, int elements, int bytesApart) {
        return new ByteArray(by, first, elements, bytesApart);
    }

    @Override
    ByteArray self() {
        return this;
    }

    /**
     * {@return an element}
     *
     * @param index which
     */
    public byte get(long index) {
        return Primitives.getByte(readable(), at(index));
    }

    /**
     * Changes an element.
     *
     * @param index which
     * @param value its new value
     */
    public void set(long index, byte value) {
        UnsafeBuffer bytes = writable();
        int at = at(index);
        beforeChange(at, 1);
        bytes.putByte(at, value);
    }

    /**
     * Copies elements out.
     *
     * @param from the first
     * @param target where to
     * @param offset where the first one goes
     * @param length how many
     */
    public void get(long from, byte[] target, int offset, int length) {
        UnsafeBuffer bytes = readable();
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = at(from, length);
        if (isDense()) {
            Primitives.copyOut(bytes, at, target, BASE + offset, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            target[offset + i] = Primitives.getByte(bytes, at + i * stride);
        }
    }

    /**
     * Copies elements in.
     *
     * @param from the first to be changed
     * @param source where from
     * @param offset where the first one stands
     * @param length how many
     */
    public void set(long from, byte[] source, int offset, int length) {
        UnsafeBuffer bytes = writable();
        Objects.checkFromIndexSize(offset, length, source.length);
        int at = at(from, length);
        beforeChange(at, length);
        if (isDense()) {
            Primitives.copyIn(bytes, at, source, BASE + offset, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            bytes.putByte(at + i * stride, source[offset + i]);
        }
    }

    /** {@return a copy of all elements} */
    public byte[] toArray() {
        readable();
        byte[] copy = new byte[count];
        get(0, copy, 0, count);
        return copy;
    }

    /**
     * Gives all elements the same value.
     *
     * @param value any
     */
    public void fill(byte value) {
        UnsafeBuffer bytes = writable();
        beforeChange(origin, count);
        for (int i = 0; i < count; i++) {
            Primitives.putByte(bytes, origin + i * stride, value);
        }
    }

    /**
     * Replaces each of some elements by what a function makes of it, one after the other. What the function throws ends it;
     * those before are replaced by then.
     *
     * @param from the first
     * @param length how many
     * @param function gets the old value, returns the new one, of which the lowest 8 bits count
     */
    public void map(long from, long length, IntUnaryOperator function) {
        UnsafeBuffer bytes = writable();
        Objects.requireNonNull(function, "function");
        int at = at(from, length);
        beforeChange(at, (int) length);
        for (int i = 0; i < (int) length; i++) {
            byte value = (byte) function.applyAsInt(Primitives.getByte(bytes, at + i * stride));
            // The function may have ended the borrow.
            writable().putByte(at + i * stride, value);
        }
    }

    /** {@return the sum of all elements, as a {@code long}; 0 if there are none} */
    public long sum() {
        UnsafeBuffer bytes = readable();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Primitives.getByte(bytes, origin + i * stride);
        }
        return sum;
    }

    /**
     * {@return the least element}
     *
     * @throws NoSuchElementException if there is none
     */
    public byte min() {
        UnsafeBuffer bytes = readable();
        byte least = get(first());
        for (int i = 1; i < count; i++) {
            least = (byte) Math.min(least, Primitives.getByte(bytes, origin + i * stride));
        }
        return least;
    }

    /**
     * {@return the greatest element}
     *
     * @throws NoSuchElementException if there is none
     */
    public byte max() {
        UnsafeBuffer bytes = readable();
        byte greatest = get(first());
        for (int i = 1; i < count; i++) {
            greatest = (byte) Math.max(greatest, Primitives.getByte(bytes, origin + i * stride));
        }
        return greatest;
    }

    /**
     * {@return this as a matrix, row after row}
     *
     * @param rows how many
     * @param columns how many
     * @throws IllegalArgumentException if the array has not just as many elements
     */
    public ByteMatrix matrix(long rows, long columns) {
        checkMatrix(rows, columns);
        return new ByteMatrix(this, rows, columns);
    }
}
