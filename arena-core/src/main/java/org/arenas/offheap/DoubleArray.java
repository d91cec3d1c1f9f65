package org.arenas.offheap;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Elements of type {@code double} in a shared arena. See {@link SharedArray}. */
public final class DoubleArray extends SharedArray<DoubleArray> {
    private static final int BASE = UnsafeApi.arrayBaseOffset(double[].class);

    DoubleArray(ArrayGrant grant, int origin, int count, int stride) {
        super(grant, origin, count, stride);
    }

    static DoubleArray of(MemoryReader reader, Handle<DoubleArray> handle) {
        BorrowGrant grant = new BorrowGrant(reader, handle, Types.DOUBLE_ARRAY);
        int length = grant.length(Double.BYTES);
        return new DoubleArray(grant, Segments.index(handle.offset()) + ELEMENTS, length, Double.BYTES);
    }

    @Override
    int elementBytes() {
        return Double.BYTES;
    }

    @Override
    DoubleArray view(ArrayGrant by, int first, int elements, int bytesApart) {
        return new DoubleArray(by, first, elements, bytesApart);
    }

    @Override
    DoubleArray self() {
        return this;
    }

    /**
     * {@return an element}
     *
     * @param index which
     */
    public double get(long index) {
        return Primitives.getDouble(readable(), at(index));
    }

    /**
     * Changes an element.
     *
     * @param index which
     * @param value its new value
     */
    public void set(long index, double value) {
        UnsafeBuffer bytes = writable();
        int at = at(index);
        beforeChange(at, 1);
        bytes.putDouble(at, value);
    }

    /**
     * Copies elements out.
     *
     * @param from the first
     * @param target where to
     * @param offset where the first one goes
     * @param length how many
     */
    public void get(long from, double[] target, int offset, int length) {
        UnsafeBuffer bytes = readable();
        Objects.checkFromIndexSize(offset, length, target.length);
        int at = at(from, length);
        if (isDense()) {
            Primitives.copyOut(bytes, at, target, BASE + (long) offset * Double.BYTES, (long) length * Double.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            target[offset + i] = Primitives.getDouble(bytes, at + i * stride);
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
    public void set(long from, double[] source, int offset, int length) {
        UnsafeBuffer bytes = writable();
        Objects.checkFromIndexSize(offset, length, source.length);
        int at = at(from, length);
        beforeChange(at, length);
        if (isDense()) {
            Primitives.copyIn(bytes, at, source, BASE + (long) offset * Double.BYTES, (long) length * Double.BYTES);
            return;
        }
        for (int i = 0; i < length; i++) {
            bytes.putDouble(at + i * stride, source[offset + i]);
        }
    }

    /** {@return a copy of all elements} */
    public double[] toArray() {
        readable();
        double[] copy = new double[count];
        get(0, copy, 0, count);
        return copy;
    }

    /**
     * Gives all elements the same value.
     *
     * @param value any
     */
    public void fill(double value) {
        UnsafeBuffer bytes = writable();
        beforeChange(origin, count);
        for (int i = 0; i < count; i++) {
            Primitives.putDouble(bytes, origin + i * stride, value);
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
    public void map(long from, long length, DoubleUnaryOperator function) {
        UnsafeBuffer bytes = writable();
        Objects.requireNonNull(function, "function");
        int at = at(from, length);
        beforeChange(at, (int) length);
        for (int i = 0; i < (int) length; i++) {
            double value = function.applyAsDouble(Primitives.getDouble(bytes, at + i * stride));
            // The function may have ended the borrow.
            writable().putDouble(at + i * stride, value);
        }
    }

    /**
     * {@return the sum of all elements: added to 0.0 one after the other, from the first to the last, each time rounded; 0.0
     * if there are none}
     */
    public double sum() {
        UnsafeBuffer bytes = readable();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Primitives.getDouble(bytes, origin + i * stride);
        }
        return sum;
    }

    /**
     * {@return the least element, as {@link Math#min(double, double)} has it: NaN if there is one, and -0.0 before 0.0}
     *
     * @throws NoSuchElementException if there is none
     */
    public double min() {
        UnsafeBuffer bytes = readable();
        double least = get(first());
        for (int i = 1; i < count; i++) {
            least = Math.min(least, Primitives.getDouble(bytes, origin + i * stride));
        }
        return least;
    }

    /**
     * {@return the greatest element, as {@link Math#max(double, double)} has it: NaN if there is one, and 0.0 after -0.0}
     *
     * @throws NoSuchElementException if there is none
     */
    public double max() {
        UnsafeBuffer bytes = readable();
        double greatest = get(first());
        for (int i = 1; i < count; i++) {
            greatest = Math.max(greatest, Primitives.getDouble(bytes, origin + i * stride));
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
    public DoubleMatrix matrix(long rows, long columns) {
        checkMatrix(rows, columns);
        return new DoubleMatrix(this, rows, columns);
    }
}
