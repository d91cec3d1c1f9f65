package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A parallel map is the sequential one, whatever the size, the chunks, the workers, the source and the failures. The seed of
 * a round that fails is in the message; {@code -Darenas.test.seed} runs that round alone.
 */
class ParMapPropertyTest {
    private static final int ROUNDS = 400;
    private static final int MOST_ITEMS = 3_000;

    @Test
    void shouldBeTheSequentialMap() {
        Long given = Long.getLong("arenas.test.seed");
        long first = given == null ? System.nanoTime() : given;
        try (InterpreterPool one = InterpreterPool.create("one", 1);
                InterpreterPool two = InterpreterPool.create("two", 2);
                InterpreterPool five = InterpreterPool.create("five", 5)) {
            List<InterpreterPool> pools = List.of(one, two, five);
            for (int i = 0; i < (given == null ? ROUNDS : 1); i++) {
                long seed = first + i;
                try {
                    new Round(new Random(seed), pools).check();
                } catch (Throwable e) {
                    throw new AssertionError("seed=" + seed, e);
                }
            }
        }
    }

    /** One random map. */
    private static final class Round {
        private final Random random;
        private final InterpreterPool pool;
        private final List<Integer> items = new ArrayList<>();
        private final Set<Integer> failing = new HashSet<>();
        private final int modulus;

        Round(Random random, List<InterpreterPool> pools) {
            this.random = random;
            this.pool = pools.get(random.nextInt(pools.size()));
            int size = random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(MOST_ITEMS);
            for (int i = 0; i < size; i++) {
                items.add(i);
            }
            if (size > 0 && random.nextBoolean()) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    failing.add(random.nextInt(size));
                }
            }
            this.modulus = 1 + random.nextInt(4);
        }

        private ParMap<Integer> map() {
            ParMap<Integer> map = switch (random.nextInt(3)) {
                case 0 -> pool.map(items);
                case 1 -> pool.map(new ArrayDeque<>(items));
                default -> pool.map(items.iterator());
            };
            if (random.nextBoolean()) {
                map.chunk(1 + random.nextInt(200));
            }
            if (random.nextInt(3) == 0) {
                map.ahead(1 + random.nextInt(5));
            }
            return map.parallelism(1 + random.nextInt(6));
        }

        private long apply(int item) {
            if (failing.contains(item)) {
                throw new IllegalStateException("at " + item);
            }
            long result = item;
            for (int i = 0; i < (item & 0x3ff); i++) {
                result = result * 31 + i;
            }
            return result;
        }

        void check() {
            Mapped<Long> mapped = map().with(this::apply);
            boolean filtered = random.nextBoolean();
            if (filtered) {
                mapped = mapped.filter(result -> result % modulus == 0);
            }
            List<Long> expected = new ArrayList<>();
            int end = failing.stream().min(Integer::compare).orElse(items.size());
            for (int item : items.subList(0, end)) {
                long result = apply(item);
                if (!filtered || result % modulus == 0) {
                    expected.add(result);
                }
            }
            List<Long> results = new ArrayList<>();
            Throwable thrown = catchThrowable(ask(mapped, results)::run);
            if (end == items.size()) {
                assertThat(thrown).isNull();
                assertThat(results).isEqualTo(expected);
            } else {
                assertThat(thrown)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("at " + end);
                assertThat(results).isIn(expected, List.of());
            }
        }

        private Runnable ask(Mapped<Long> mapped, List<Long> results) {
            return switch (random.nextInt(3)) {
                case 0 -> () -> results.addAll(mapped.toList());
                case 1 -> () -> mapped.stream().forEachOrdered(results::add);
                default -> () -> mapped.deliver(results::add);
            };
        }
    }
}
