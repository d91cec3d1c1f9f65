package org.arenas.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random programs against a model. One that fails is made as short as possible, and told step by step.
 *
 * <p>A step is a number, from which everything random in it follows: so a program without some of its steps is a program, too.
 * {@code -Darenas.test.seed} repeats a run.
 */
public final class RandomPrograms {
    private static final int MOST_ATTEMPTS = 2_000;

    private RandomPrograms() {}

    /** What is tested, beside its model. */
    public interface Subject extends AutoCloseable {
        /** Does one thing to both, and compares them. {@return what it was} */
        String step(Random random);

        @Override
        void close();
    }

    /** Runs so many programs of so many steps, each on a new subject. */
    public static void run(String what, int programs, int steps, Supplier<? extends Subject> maker) {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println(what + ": -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < programs; i++) {
            List<Long> program = random.longs(steps).boxed().collect(Collectors.toList());
            Throwable failure = failure(program, maker, new ArrayList<>());
            if (failure != null) {
                List<Long> shortest = shrink(program, maker);
                List<String> told = new ArrayList<>();
                Throwable last = failure(shortest, maker, told);
                throw new AssertionError(
                        what + " failed: seed=" + seed + ", program=" + i + ", steps=" + told + ", then: "
                                + (last == null ? failure : last),
                        last == null ? failure : last);
            }
        }
    }

    /** Leaves out ever smaller pieces, as long as what is left fails. */
    private static List<Long> shrink(List<Long> program, Supplier<? extends Subject> maker) {
        List<Long> shortest = program;
        int attempts = 0;
        for (int piece = program.size() / 2; piece > 0 && attempts < MOST_ATTEMPTS; ) {
            boolean shrank = false;
            for (int from = 0; from + piece <= shortest.size() && attempts++ < MOST_ATTEMPTS; ) {
                List<Long> without = new ArrayList<>(shortest.subList(0, from));
                without.addAll(shortest.subList(from + piece, shortest.size()));
                if (failure(without, maker, new ArrayList<>()) != null) {
                    shortest = without;
                    shrank = true;
                } else {
                    from += piece;
                }
            }
            piece = shrank ? Math.min(piece, shortest.size()) : piece / 2;
        }
        return shortest;
    }

    private static @Nullable Throwable failure(
            List<Long> program, Supplier<? extends Subject> maker, List<String> told) {
        try (Subject subject = maker.get()) {
            for (long step : program) {
                told.add(subject.step(new Random(step)));
            }
            return null;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }
}
