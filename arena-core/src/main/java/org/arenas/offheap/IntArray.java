package org.arenas.offheap;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Elements of type {@code int} in a shared arena. See {@link SharedArray}. */
public final class IntArray extends SharedArray<IntArray> {
    private static final int BASE = UnsafeApi.arrayBaseOffset(int[].class);

    IntArray(ArrayGrant grant, int origin, int count, int stride) {
        super(grant, origin, count, stride);
    }

    static IntArray of(MemoryReader reader, Handle<IntArray> handle) {
        BorrowGrant grant = new BorrowGrant(reader, handle, Types.INT_ARRAY);
        int length = grant.length(Integer.BYTES);
        return new IntArray(grant, Segments.index(handle.offset()) + ELEMENTS, length, Integer.BYTES);
    }

    @Override
    int elementBytes() {
        return Integer.BYTES;
    }

    @Override
    IntArray view(ArrayGrant by, int first, int elements, int bytesApart) {
        return new IntArray(by, first, elements, bytesApart);
    }

    @Override
    IntArray self() {
        return this;
    }

    /**
     * {@return an element}
     *
     * @param index which
     */
    public int get(long index) {
        return Primitives.getInt(readable(), at(index));
    }

    /**
     * Changes an element.
     *
     * @param index which
     * @param value its new value
     */
    public void set(long index, int value) {
        UnsafeBuffer bytes = writable();
        int at = at(index);
        beforeChange(at, 1);
        bytes.putInt(at, value);
    }

    /**
     * Copies elements out.
     *
     * @param from the first
     * @param target where to
     * @param offset where the first one goes
     * @param length how many
     */
    public void get(long from, int[] target, int offset, int length) {
        UnsafeBuffer bytes = readable();
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = at(from, length);
        if (isDense()) {
            Primitives.copyOut(bytes, at, target, BASE + (long) offset * Integer.BYTES, (long) length * Integer.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            target[offset + i] = Primitives.getInt(bytes, at + i * stride);
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
    public void set(long from, int[] source, int offset, int length) {
        UnsafeBuffer bytes = writable();
        Objects.checkFromIndexSize(offset, length, source.length);
        int at = at(from, length);
        beforeChange(at, length);
        if (isDense()) {
            Primitives.copyIn(bytes, at, source, BASE + (long) offset * Integer.BYTES, (long) length * Integer.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            bytes.putInt(at + i * stride, source[offset + i]);
        }
    }

    /** {@return a copy of all elements} */
    public int[] toArray() {
        readable();
        int[] copy = new int[count];
        get(0, copy, 0, count);
        return copy;
    }

    /**
     * Gives all elements the same value.
     *
     * @param value any
     */
    public void fill(int value) {
        UnsafeBuffer bytes = writable();
        beforeChange(origin, count);
        for (int i = 0; i < count; i++) {
            Primitives.putInt(bytes, origin + i * stride, value);
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
    public void map(long from, long length, IntUnaryOperator function) {
        UnsafeBuffer bytes = writable();
        Objects.requireNonNull(function, "function");
        int at = at(from, length);
        beforeChange(at, (int) length);
        for (int i = 0; i < (int) length; i++) {
            int value = function.applyAsInt(Primitives.getInt(bytes, at + i * stride));
            // The function may have ended the borrow.
            writable().putInt(at + i * stride, value);
        }
    }

    /** {@return the sum of all elements, as a {@code long}; 0 if there are none} */
    public long sum() {
        UnsafeBuffer bytes = readable();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Primitives.getInt(bytes, origin + i * stride);
        }
        return sum;
    }

    /**
     * {@return the least element}
     *
     * @throws NoSuchElementException if there is none
     */
    public int min() {
        UnsafeBuffer bytes = readable();
        int least = get(first());
        for (int i = 1; i < count; i++) {
            least = Math.min(least, Primitives.getInt(bytes, origin + i * stride));
        }
        return least;
    }

    /**
     * {@return the greatest element}
     *
     * @throws NoSuchElementException if there is none
     */
    public int max() {
        UnsafeBuffer bytes = readable();
        int greatest = get(first());
        for (int i = 1; i < count; i++) {
            greatest = Math.max(greatest, Primitives.getInt(bytes, origin + i * stride));
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
    public IntMatrix matrix(long rows, long columns) {
        checkMatrix(rows, columns);
        return new IntMatrix(this, rows, columns);
    }
}
