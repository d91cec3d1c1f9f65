package org.arenas.offheap;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Elements of type {@code long} in a shared arena. See {@link SharedArray}. */
public final class LongArray extends SharedArray<LongArray> {
    private static final int BASE = UnsafeApi.arrayBaseOffset(long[].class);

    LongArray(ArrayGrant grant, int origin, int count, int stride) {
        super(grant, origin, count, stride);
    }

    static LongArray of(MemoryReader reader, Handle<LongArray> handle) {
        BorrowGrant grant = new BorrowGrant(reader, handle, Types.LONG_ARRAY);
        int length = grant.length(Long.BYTES);
        return new LongArray(grant, Segments.index(handle.offset()) + ELEMENTS, length, Long.BYTES);
    }

    @Override
    int elementBytes() {
        return Long.BYTES;
    }

    @Override
    LongArray view(ArrayGrant by, int first, int elements, int bytesApart) {
        return new LongArray(by, first, elements, bytesApart);
    }

    @Override
    LongArray self() {
        return this;
    }

    /**
     * {@return an element}
     *
     * @param index which
     */
    public long get(long index) {
        return Primitives.getLong(readable(), at(index));
    }

    /**
     * Changes an element.
     *
     * @param index which
     * @param value its new value
     */
    public void set(long index, long value) {
        UnsafeBuffer bytes = writable();
        int at = at(index);
        beforeChange(at, 1);
        bytes.putLong(at, value);
    }

    /**
     * Copies elements out.
     *
     * @param from the first
     * @param target where to
     * @param offset where the first one goes
     * @param length how many
     */
    public void get(long from, long[] target, int offset, int length) {
        UnsafeBuffer bytes = readable();
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = at(from, length);
        if (isDense()) {
            Primitives.copyOut(bytes, at, target, BASE + (long) offset * Long.BYTES, (long) length * Long.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            target[offset + i] = Primitives.getLong(bytes, at + i * stride);
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
    public void set(long from, long[] source, int offset, int length) {
        UnsafeBuffer bytes = writable();
        Objects.checkFromIndexSize(offset, length, source.length);
        int at = at(from, length);
        beforeChange(at, length);
        if (isDense()) {
            Primitives.copyIn(bytes, at, source, BASE + (long) offset * Long.BYTES, (long) length * Long.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            bytes.putLong(at + i * stride, source[offset + i]);
        }
    }

    /** {@return a copy of all elements} */
    public long[] toArray() {
        readable();
        long[] copy = new long[count];
        get(0, copy, 0, count);
        return copy;
    }

    /**
     * Gives all elements the same value.
     *
     * @param value any
     */
    public void fill(long value) {
        UnsafeBuffer bytes = writable();
        beforeChange(origin, count);
        for (int i = 0; i < count; i++) {
            Primitives.putLong(bytes, origin + i * stride, value);
        }
    }

    /**
     * Replaces each of some elements by what a function makes of it, one after the other. What the function throws ends it;
     * those before are replaced by then.
     *
     * @param from the first
     * @param length how many
     * @param function gets the old value, returns the new one
     */
    public void map(long from, long length, LongUnaryOperator function) {
        UnsafeBuffer bytes = writable();
        Objects.requireNonNull(function, "function");
        int at = at(from, length);
        beforeChange(at, (int) length);
        for (int i = 0; i < (int) length; i++) {
            long value = function.applyAsLong(Primitives.getLong(bytes, at + i * stride));
            // The function may have ended the borrow.
            writable().putLong(at + i * stride, value);
        }
    }

    /** {@return the sum of all elements, modulo 2^64; 0 if there are none} */
    public long sum() {
        UnsafeBuffer bytes = readable();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Primitives.getLong(bytes, origin + i * stride);
        }
        return sum;
    }

    /**
     * {@return the least element}
     *
     * @throws NoSuchElementException if there is none
     */
    public long min() {
        UnsafeBuffer bytes = readable();
        long least = get(first());
        for (int i = 1; i < count; i++) {
            least = Math.min(least, Primitives.getLong(bytes, origin + i * stride));
        }
        return least;
    }

    /**
     * {@return the greatest element}
     *
     * @throws NoSuchElementException if there is none
     */
    public long max() {
        UnsafeBuffer bytes = readable();
        long greatest = get(first());
        for (int i = 1; i < count; i++) {
            greatest = Math.max(greatest, Primitives.getLong(bytes, origin + i * stride));
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
    public LongMatrix matrix(long rows, long columns) {
        checkMatrix(rows, columns);
        return new LongMatrix(this, rows, columns);
    }
}
