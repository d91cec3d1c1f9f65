package org.arenas.offheap;

import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/** The four kinds of arrays as one, for tests whose values fit into all of them. */
interface ArrayKind {
    static Stream<ArrayKind> all() {
        return Stream.of(new Longs(null), new Ints(null), new Doubles(null), new Bytes(null));
    }

    /** A new one. */
    ArrayKind allocate(MemoryWriter m, long length);

    /** The same block through another borrow. */
    ArrayKind open(MemoryReader m, Handle<?> handle);

    ArrayKind of(SharedArray<?> view);

    SharedArray<?> array();

    long get(long index);

    void set(long index, long value);

    void get(long from, long[] target);

    void set(long from, long[] source);

    void fill(long value);

    void map(long from, long length, LongUnaryOperator function);

    long sum();

    long min();

    long max();

    long[] toArray();

    ArrayKind row(long rows, long columns, long row);

    ArrayKind column(long rows, long columns, long column);

    long cell(long rows, long columns, long row, long column);

    void setCell(long rows, long columns, long row, long column, long value);

    /** Of {@code long}. */
    record Longs(LongArray array) implements ArrayKind {
        @Override
        public ArrayKind allocate(MemoryWriter m, long length) {
            return new Longs(m.longArray(m.allocateLongArray(length)));
        }

        @Override
        @SuppressWarnings("unchecked")
        public ArrayKind open(MemoryReader m, Handle<?> handle) {
            return new Longs(m.longArray((Handle<LongArray>) handle));
        }

        @Override
        public ArrayKind of(SharedArray<?> view) {
            return new Longs((LongArray) view);
        }

        @Override
        public long get(long index) {
            return array.get(index);
        }

        @Override
        public void set(long index, long value) {
            array.set(index, value);
        }

        @Override
        public void get(long from, long[] target) {
            long[] values = new long[target.length + 3];
            array.get(from, values, 2, target.length);
            for (int i = 0; i < target.length; i++) {
                target[i] = values[i + 2];
            }
        }

        @Override
        public void set(long from, long[] source) {
            long[] values = new long[source.length + 3];
            for (int i = 0; i < source.length; i++) {
                values[i + 2] = source[i];
            }
            array.set(from, values, 2, source.length);
        }

        @Override
        public void fill(long value) {
            array.fill(value);
        }

        @Override
        public void map(long from, long length, LongUnaryOperator function) {
            array.map(from, length, function);
        }

        @Override
        public long sum() {
            return array.sum();
        }

        @Override
        public long min() {
            return array.min();
        }

        @Override
        public long max() {
            return array.max();
        }

        @Override
        public long[] toArray() {
            long[] values = array.toArray();
            long[] copy = new long[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i];
            }
            return copy;
        }

        @Override
        public ArrayKind row(long rows, long columns, long row) {
            return new Longs(array.matrix(rows, columns).row(row));
        }

        @Override
        public ArrayKind column(long rows, long columns, long column) {
            return new Longs(array.matrix(rows, columns).column(column));
        }

        @Override
        public long cell(long rows, long columns, long row, long column) {
            return array.matrix(rows, columns).get(row, column);
        }

        @Override
        public void setCell(long rows, long columns, long row, long column, long value) {
            array.matrix(rows, columns).set(row, column, value);
        }
    }

    /** Of {@code int}. */
    record Ints(IntArray array) implements ArrayKind {
        @Override
        public ArrayKind allocate(MemoryWriter m, long length) {
            return new Ints(m.intArray(m.allocateIntArray(length)));
        }

        @Override
        @SuppressWarnings("unchecked")
        public ArrayKind open(MemoryReader m, Handle<?> handle) {
            return new Ints(m.intArray((Handle<IntArray>) handle));
        }

        @Override
        public ArrayKind of(SharedArray<?> view) {
            return new Ints((IntArray) view);
        }

        @Override
        public long get(long index) {
            return (long) array.get(index);
        }

        @Override
        public void set(long index, long value) {
            array.set(index, (int) value);
        }

        @Override
        public void get(long from, long[] target) {
            int[] values = new int[target.length + 3];
            array.get(from, values, 2, target.length);
            for (int i = 0; i < target.length; i++) {
                target[i] = (long) values[i + 2];
            }
        }

        @Override
        public void set(long from, long[] source) {
            int[] values = new int[source.length + 3];
            for (int i = 0; i < source.length; i++) {
                values[i + 2] = (int) source[i];
            }
            array.set(from, values, 2, source.length);
        }

        @Override
        public void fill(long value) {
            array.fill((int) value);
        }

        @Override
        public void map(long from, long length, LongUnaryOperator function) {
            array.map(from, length, v -> (int) function.applyAsLong(v));
        }

        @Override
        public long sum() {
            return array.sum();
        }

        @Override
        public long min() {
            return (long) array.min();
        }

        @Override
        public long max() {
            return (long) array.max();
        }

        @Override
        public long[] toArray() {
            int[] values = array.toArray();
            long[] copy = new long[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (long) values[i];
            }
            return copy;
        }

        @Override
        public ArrayKind row(long rows, long columns, long row) {
            return new Ints(array.matrix(rows, columns).row(row));
        }

        @Override
        public ArrayKind column(long rows, long columns, long column) {
            return new Ints(array.matrix(rows, columns).column(column));
        }

        @Override
        public long cell(long rows, long columns, long row, long column) {
            return (long) array.matrix(rows, columns).get(row, column);
        }

        @Override
        public void setCell(long rows, long columns, long row, long column, long value) {
            array.matrix(rows, columns).set(row, column, (int) value);
        }
    }

    /** Of {@code double}. */
    record Doubles(DoubleArray array) implements ArrayKind {
        @Override
        public ArrayKind allocate(MemoryWriter m, long length) {
            return new Doubles(m.doubleArray(m.allocateDoubleArray(length)));
        }

        @Override
        @SuppressWarnings("unchecked")
        public ArrayKind open(MemoryReader m, Handle<?> handle) {
            return new Doubles(m.doubleArray((Handle<DoubleArray>) handle));
        }

        @Override
        public ArrayKind of(SharedArray<?> view) {
            return new Doubles((DoubleArray) view);
        }

        @Override
        public long get(long index) {
            return (long) array.get(index);
        }

        @Override
        public void set(long index, long value) {
            array.set(index, (double) value);
        }

        @Override
        public void get(long from, long[] target) {
            double[] values = new double[target.length + 3];
            array.get(from, values, 2, target.length);
            for (int i = 0; i < target.length; i++) {
                target[i] = (long) values[i + 2];
            }
        }

        @Override
        public void set(long from, long[] source) {
            double[] values = new double[source.length + 3];
            for (int i = 0; i < source.length; i++) {
                values[i + 2] = (double) source[i];
            }
            array.set(from, values, 2, source.length);
        }

        @Override
        public void fill(long value) {
            array.fill((double) value);
        }

        @Override
        public void map(long from, long length, LongUnaryOperator function) {
            array.map(from, length, v -> function.applyAsLong((long) v));
        }

        @Override
        public long sum() {
            return (long) array.sum();
        }

        @Override
        public long min() {
            return (long) array.min();
        }

        @Override
        public long max() {
            return (long) array.max();
        }

        @Override
        public long[] toArray() {
            double[] values = array.toArray();
            long[] copy = new long[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (long) values[i];
            }
            return copy;
        }

        @Override
        public ArrayKind row(long rows, long columns, long row) {
            return new Doubles(array.matrix(rows, columns).row(row));
        }

        @Override
        public ArrayKind column(long rows, long columns, long column) {
            return new Doubles(array.matrix(rows, columns).column(column));
        }

        @Override
        public long cell(long rows, long columns, long row, long column) {
            return (long) array.matrix(rows, columns).get(row, column);
        }

        @Override
        public void setCell(long rows, long columns, long row, long column, long value) {
            array.matrix(rows, columns).set(row, column, (double) value);
        }
    }

    /** Of {@code byte}. */
    record Bytes(ByteArray array) implements ArrayKind {
        @Override
        public ArrayKind allocate(MemoryWriter m, long length) {
            return new Bytes(m.byteArray(m.allocateByteArray(length)));
        }

        @Override
        @SuppressWarnings("unchecked")
        public ArrayKind open(MemoryReader m, Handle<?> handle) {
            return new Bytes(m.byteArray((Handle<ByteArray>) handle));
        }

        @Override
        public ArrayKind of(SharedArray<?> view) {
            return new Bytes((ByteArray) view);
        }

        @Override
        public long get(long index) {
            return (long) array.get(index);
        }

        @Override
        public void set(long index, long value) {
            array.set(index, (byte) value);
        }

        @Override
        public void get(long from, long[] target) {
            byte[] values = new byte[target.length + 3];
            array.get(from, values, 2, target.length);
            for (int i = 0; i < target.length; i++) {
                target[i] = (long) values[i + 2];
            }
        }

        @Override
        public void set(long from, long[] source) {
            byte[] values = new byte[source.length + 3];
            for (int i = 0; i < source.length; i++) {
                values[i + 2] = (byte) source[i];
            }
            array.set(from, values, 2, source.length);
        }

        @Override
        public void fill(long value) {
            array.fill((byte) value);
        }

        @Override
        public void map(long from, long length, LongUnaryOperator function) {
            array.map(from, length, v -> (int) function.applyAsLong(v));
        }

        @Override
        public long sum() {
            return array.sum();
        }

        @Override
        public long min() {
            return (long) array.min();
        }

        @Override
        public long max() {
            return (long) array.max();
        }

        @Override
        public long[] toArray() {
            byte[] values = array.toArray();
            long[] copy = new long[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (long) values[i];
            }
            return copy;
        }

        @Override
        public ArrayKind row(long rows, long columns, long row) {
            return new Bytes(array.matrix(rows, columns).row(row));
        }

        @Override
        public ArrayKind column(long rows, long columns, long column) {
            return new Bytes(array.matrix(rows, columns).column(column));
        }

        @Override
        public long cell(long rows, long columns, long row, long column) {
            return (long) array.matrix(rows, columns).get(row, column);
        }

        @Override
        public void setCell(long rows, long columns, long row, long column, long value) {
            array.matrix(rows, columns).set(row, column, (byte) value);
        }
    }
}
