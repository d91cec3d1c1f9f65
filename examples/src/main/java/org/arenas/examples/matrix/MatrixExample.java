package org.arenas.examples.matrix;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.arenas.offheap.DoubleArray;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;
import org.arenas.pool.InterpreterPool;

/**
 * Multiplies two matrices off the heap. The factors are in one arena, which all workers borrow for reading; the product is in
 * another one, which the caller holds, and of which it lends the workers rows to fill. The product is that of a single
 * thread, to the last bit.
 *
 * <p>The size is the system property {@code size}.
 */
public final class MatrixExample {
    private static final int SIZE = 800;
    private static final int ROUNDS = 5;
    private static final int LEAST_PARTS = 8;
    /** What an arena needs besides: its own head, and those of blocks. */
    private static final long SPARE_BYTES = 1 << 16;

    private MatrixExample() {}

    /** Runs on the standard output; the exit code is 1 if the products differ. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (!run(out, Integer.getInteger("size", SIZE))) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out, int size) {
        SplittableRandom random = new SplittableRandom(size);
        double[] left = random.doubles((long) size * size).toArray();
        double[] right = random.doubles((long) size * size).toArray();
        boolean same = true;
        try (InterpreterPool pool = InterpreterPool.create("rows")) {
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                double[] expected = sequential(left, right, size, size, size);
                long between = System.nanoTime();
                double[] actual = multiply(pool, left, right, size, size, size);
                long end = System.nanoTime();
                same &= Arrays.equals(expected, actual);
                out.print(String.format(
                        Locale.ROOT,
                        "%d x %d: one thread %.1f ms, %d workers and the caller %.1f ms, %s%n",
                        size,
                        size,
                        (between - start) / 1e6,
                        pool.size(),
                        (end - between) / 1e6,
                        same ? "the same" : "NOT THE SAME"));
            }
        }
        return same;
    }

    /** The product of a matrix of {@code rows x inner} and one of {@code inner x columns}, both row after row. */
    static double[] multiply(Executor pool, double[] left, double[] right, int rows, int inner, int columns) {
        try (SharedArena factors = SharedArena.inMemory("factors", bytes((long) left.length + right.length));
                SharedArena product = SharedArena.inMemory("product", bytes((long) rows * columns))) {
            Handle<DoubleArray> a;
            Handle<DoubleArray> b;
            try (MemoryWriter m = factors.borrow()) {
                a = allocate(m, left);
                b = allocate(m, right);
            }
            try (MemoryWriter m = product.borrow()) {
                DoubleArray cells = m.doubleArray(m.allocateDoubleArray((long) rows * columns));
                // Each part is some whole rows, which its worker alone can reach until it gives them back.
                cells.forEachPart(pool, parts(rows), (range, part) -> {
                    int count = (int) range.count() / columns;
                    double[] some;
                    double[] other;
                    try (MemoryReader reader = factors.borrowShared()) {
                        long first = range.from() / columns;
                        some = reader.doubleArray(a)
                                .slice(first * inner, (long) count * inner)
                                .toArray();
                        other = reader.doubleArray(b).toArray();
                    }
                    part.set(0, sequential(some, other, count, inner, columns), 0, count * columns);
                });
                return cells.toArray();
            }
        }
    }

    private static Handle<DoubleArray> allocate(MemoryWriter m, double[] values) {
        Handle<DoubleArray> handle = m.allocateDoubleArray(values.length);
        m.doubleArray(handle).set(0, values, 0, values.length);
        return handle;
    }

    /** So many parts that each has as many rows, and that all workers have something to do to the end. */
    private static int parts(int rows) {
        int parts = Math.min(rows, LEAST_PARTS);
        while (rows % parts != 0) {
            parts++;
        }
        return parts;
    }

    private static long bytes(long cells) {
        return cells * Double.BYTES + SPARE_BYTES;
    }

    /** One thread, on the heap; each sum in the same order, so with the same roundings. */
    static double[] sequential(double[] left, double[] right, int rows, int inner, int columns) {
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                double factor = left[i * inner + k];
                for (int j = 0; j < columns; j++) {
                    product[i * columns + j] += factor * right[k * columns + j];
                }
            }
        }
        return product;
    }
}
