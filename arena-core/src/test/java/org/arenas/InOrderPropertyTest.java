package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random programs: run in order, and run one task after the other, and all that can be seen is the same. */
class InOrderPropertyTest {
    private static final int PROGRAMS = 300;
    private static final int ARENAS = 4;
    private static final int MOST_TASKS = 400;

    private final long seed =
            Long.getLong("arenas.test.seed", ThreadLocalRandom.current().nextLong());

    @Test
    @DisplayName("R6: a run in order cannot be told from a sequential one")
    void shouldLookSequential() {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = new Program(seeds.split());
            Outcomes expected = program.runSequentially();
            Outcomes actual = program.runInOrder();

            assertThat(actual.results).as("results, arenas.test.seed=%s", seed).isEqualTo(expected.results);
            assertThat(actual.output).as("output, arenas.test.seed=%s", seed).isEqualTo(expected.output);
            assertThat(actual.failure).as("failure, arenas.test.seed=%s", seed).isEqualTo(expected.failure);
            for (int arena = 0; arena < ARENAS; arena++) {
                // The state of the other arenas is not promised after a failure.
                if (expected.failure == null || program.declaredByTheFirstToFail(expected, arena)) {
                    assertThat(actual.state[arena])
                            .as("arena %s, arenas.test.seed=%s", arena, seed)
                            .isEqualTo(expected.state[arena]);
                }
            }
        }
    }

    /** What can be seen of a run. */
    private static final class Outcomes {
        private List<Long> results = List.of();
        private String output = "";
        private @Nullable String failure;
        private final long[] state = new long[ARENAS];
    }

    /** What an arena guards: each write depends on those before it. */
    private static final class Cell {
        private long value;
    }

    /** One task: reads some cells, changes others, prints, and may throw. The cells are bits. */
    private record Step(int number, int reads, int writes, boolean prints, boolean fails) {
        boolean writes(int cell) {
            return (writes >> cell & 1) != 0;
        }

        boolean uses(int cell) {
            return ((reads | writes) >> cell & 1) != 0;
        }

        long apply(List<Cell> cells, PrintWriter out) {
            long seen = number;
            for (int i = 0; i < ARENAS; i++) {
                seen = uses(i) ? 31 * seen + cells.get(i).value : seen;
            }
            for (int i = 0; i < ARENAS; i++) {
                if (writes(i)) {
                    cells.get(i).value = 17 * cells.get(i).value + seen;
                }
            }
            if (prints) {
                out.print(number + ":" + seen + " ");
            }
            if (fails) {
                throw new IllegalStateException("task " + number + " saw " + seen);
            }
            return seen;
        }
    }

    private static final class Program {
        private final List<Step> steps = new ArrayList<>();
        private final int window;

        Program(SplittableRandom random) {
            window = 1 + random.nextInt(64);
            int failures = random.nextInt(3);
            int count = 1 + random.nextInt(MOST_TASKS);
            int conflicts = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                int reads = 1 << random.nextInt(ARENAS);
                int writes = 0;
                for (int arena = 0; arena < ARENAS; arena++) {
                    reads |= random.nextInt(4) == 0 ? 1 << arena : 0;
                    writes |= random.nextInt(16) < conflicts ? 1 << arena : 0;
                }
                steps.add(new Step(
                        i, reads, writes, random.nextBoolean(), failures > 0 && random.nextInt(count) < failures));
            }
        }

        boolean declaredByTheFirstToFail(Outcomes expected, int arena) {
            Step first = steps.stream()
                    .filter(step ->
                            expected.failure != null && expected.failure.startsWith("task " + step.number + " "))
                    .findFirst()
                    .orElseThrow();
            return first.uses(arena);
        }

        Outcomes runSequentially() {
            Outcomes seen = new Outcomes();
            List<Cell> cells =
                    IntStream.range(0, ARENAS).mapToObj(i -> new Cell()).toList();
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            List<Long> results = new ArrayList<>();
            try {
                steps.forEach(step -> results.add(step.apply(cells, out)));
                seen.results = results;
            } catch (IllegalStateException e) {
                seen.failure = e.getMessage();
            }
            seen.output = text.toString();
            for (int i = 0; i < ARENAS; i++) {
                seen.state[i] = cells.get(i).value;
            }
            return seen;
        }

        Outcomes runInOrder() {
            Outcomes seen = new Outcomes();
            List<Arena> arenas = new ArrayList<>();
            List<Ref<Cell>> refs = new ArrayList<>();
            for (int i = 0; i < ARENAS; i++) {
                Arena arena = Arena.create("cell");
                arenas.add(arena);
                try (ExclusiveBorrow borrow = arena.borrow()) {
                    refs.add(borrow.own(new Cell()));
                }
            }
            StringWriter text = new StringWriter();
            try (InOrder<Long> inOrder = InOrder.builder()
                    .window(window)
                    .printTo(new PrintWriter(text))
                    .create()) {
                for (Step step : steps) {
                    inOrder.when(accesses(step, arenas))
                            .call((borrow, out) -> step.apply(cells(borrow, step, refs), out));
                }
                seen.results = inOrder.join();
            } catch (IllegalStateException e) {
                seen.failure = e.getMessage();
            }
            seen.output = text.toString();
            for (int i = 0; i < ARENAS; i++) {
                seen.state[i] = refs.get(i).read(cell -> cell.value);
                arenas.get(i).close();
            }
            return seen;
        }

        private static Access[] accesses(Step step, List<Arena> arenas) {
            return IntStream.range(0, ARENAS)
                    .filter(step::uses)
                    .mapToObj(i -> step.writes(i) ? Access.write(arenas.get(i)) : Access.read(arenas.get(i)))
                    .toArray(Access[]::new);
        }

        private static List<@Nullable Cell> cells(Borrow borrow, Step step, List<Ref<Cell>> refs) {
            List<@Nullable Cell> cells = new ArrayList<>();
            for (int i = 0; i < ARENAS; i++) {
                cells.add(step.uses(i) ? borrow.get(refs.get(i)) : null);
            }
            return cells;
        }
    }
}
