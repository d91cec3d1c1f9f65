package org.arenas.examples.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.arenas.pool.InterpreterPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class MatrixExampleTest {
    @ParameterizedTest(name = "{0} x {1} times {1} x {2}")
    @CsvSource({"1, 1, 1", "2, 3, 5", "5, 1, 7", "64, 100, 33", "150, 150, 150", "3, 0, 4"})
    void shouldEqualTheProductOfOneThreadToTheLastBit(int rows, int inner, int columns) {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        double[] left = numbers(seed, rows * inner);
        double[] right = numbers(~seed, inner * columns);
        try (InterpreterPool pool = InterpreterPool.create("rows", 3)) {
            assertThat(MatrixExample.multiply(pool, left, right, rows, inner, columns))
                    .as("seed=%d", seed)
                    .containsExactly(MatrixExample.sequential(left, right, rows, inner, columns));
        }
    }

    /** Of very different sizes: sums in another order would have other last bits. */
    private static double[] numbers(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-60, 60));
        }
        return numbers;
    }

    @Test
    void shouldKnowAProduct() {
        double[] expected = {58, 64, 139, 154};
        double[] left = {1, 2, 3, 4, 5, 6};
        double[] right = {7, 8, 9, 10, 11, 12};
        assertThat(MatrixExample.multiply(Runnable::run, left, right, 2, 3, 2)).containsExactly(expected);
        assertThat(MatrixExample.sequential(left, right, 2, 3, 2)).containsExactly(expected);
    }

    @Test
    void shouldLetTheCallerWorkToo() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        double[] square = numbers(1, 40 * 40);
        double[] product = MatrixExample.multiply(
                row -> threads.add(Thread.currentThread().getName()), square, square, 40, 40, 40);
        // The executor has run nothing.
        assertThat(threads).containsExactly(Thread.currentThread().getName());
        assertThat(product).containsExactly(MatrixExample.sequential(square, square, 40, 40, 40));
    }

    @Test
    void shouldPrintThatTheyAreTheSame() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(MatrixExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), 50))
                .isTrue();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).startsWith("50 x 50: ").endsWith("the same"));
    }
}
