package org.arenas.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.error.DeadlockException;
import org.arenas.error.UpgradeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Borrows inside borrows, exclusive and shared, of one or several of many arenas, with and without a limit of time, beside
 * behaviours on the same arenas. What each thread holds is counted, and what is done with it is checked.
 */
class NestingTest {
    private static final int ARENAS = 12;
    private static final int THREADS = 6;
    private static final int STEPS = 2_500;
    private static final int DEEPEST = 4;
    private static final int LONGEST_WAIT_NANOS = 300_000;

    /** The arenas, and an object in each that notices who comes in at the wrong time. */
    private static final class World {
        final Rig rig;
        final List<Arena> arenas;
        final List<Twin> twins =
                IntStream.range(0, ARENAS).mapToObj(i -> new Twin()).toList();
        final List<LongAdder> writes =
                IntStream.range(0, ARENAS).mapToObj(i -> new LongAdder()).toList();
        final LongAdder granted = new LongAdder();
        final LongAdder timedOut = new LongAdder();
        final LongAdder deadlocks = new LongAdder();

        World(Rig rig) {
            this.rig = rig;
            this.arenas = rig.arenas(ARENAS);
        }

        void use(int arena, boolean exclusive) {
            if (exclusive) {
                twins.get(arena).increment();
                writes.get(arena).increment();
            } else {
                twins.get(arena).read();
            }
        }
    }

    /** What one thread holds: how often for reading and for writing. */
    private static final class Hands {
        final int[] reads = new int[ARENAS];
        final int[] writes = new int[ARENAS];

        boolean isEmpty() {
            return IntStream.of(reads).sum() + IntStream.of(writes).sum() == 0;
        }

        /** True if asking for this would be an upgrade. */
        boolean wouldUpgrade(int arena, boolean exclusive) {
            return exclusive && reads[arena] > 0 && writes[arena] == 0;
        }

        void add(int arena, boolean exclusive, int by) {
            (exclusive ? writes : reads)[arena] += by;
        }
    }

    @Test
    @DisplayName("R3, R5, R7: nested borrows of many arenas exclude each other, end in time, and leave nothing held")
    void shouldNestSharedAndExclusiveWithTimeouts() {
        World world;
        try (Rig rig = new Rig("nesting")) {
            world = new World(rig);
            int steps = Rig.times(STEPS);
            for (int i = 0; i < THREADS; i++) {
                rig.thread("nester-" + i, random -> {
                    Hands hands = new Hands();
                    for (int step = 0; step < steps; step++) {
                        descend(world, hands, random, 1);
                        assertThat(hands.isEmpty()).isTrue();
                        if (step % 16 == 0) {
                            schedule(world, random);
                        }
                        rig.throttle(2_000);
                    }
                });
            }
            rig.join();
            for (int i = 0; i < ARENAS; i++) {
                assertThat(world.twins.get(i).read())
                        .isEqualTo(world.writes.get(i).sum());
            }
        }
        assertThat(world.granted.sum()).isPositive();
        System.out.println("torture: nesting: granted=" + world.granted + ", timed out=" + world.timedOut
                + ", deadlocks=" + world.deadlocks);
    }

    private static void schedule(World world, SplittableRandom random) {
        int one = random.nextInt(ARENAS);
        int other = (one + 1 + random.nextInt(ARENAS - 1)) % ARENAS;
        boolean exclusive = random.nextBoolean();
        CompletionStage<Void> stage = Arenas.when(Access.write(world.arenas.get(one)), access(world, other, exclusive))
                .run(b -> {
                    world.use(one, true);
                    world.use(other, exclusive);
                });
        world.rig.expect(stage);
    }

    private static Access access(World world, int arena, boolean exclusive) {
        Arena wanted = world.arenas.get(arena);
        return exclusive ? Access.write(wanted) : Access.read(wanted);
    }

    private static void descend(World world, Hands hands, SplittableRandom random, int depth)
            throws InterruptedException {
        int size = random.nextInt(4) == 0 ? 2 : 1;
        int[] wanted = random.ints(0, ARENAS).distinct().limit(size).toArray();
        boolean[] exclusive = {random.nextBoolean(), random.nextBoolean()};
        for (int i = 0; i < size; i++) {
            if (hands.wouldUpgrade(wanted[i], exclusive[i])) {
                Arena asked = world.arenas.get(wanted[i]);
                assertThatThrownBy(() -> asked.tryBorrow(Duration.ofNanos(1))).isInstanceOf(UpgradeException.class);
                return;
            }
        }
        try (Borrow borrow = borrow(world, hands, wanted, exclusive, random)) {
            if (borrow == null) {
                world.timedOut.increment();
                return;
            }
            world.granted.increment();
            within(world, hands, wanted, exclusive, random, depth);
        } catch (DeadlockException e) {
            world.deadlocks.increment();
        }
    }

    private static void within(
            World world, Hands hands, int[] wanted, boolean[] exclusive, SplittableRandom random, int depth)
            throws InterruptedException {
        for (int i = 0; i < wanted.length; i++) {
            hands.add(wanted[i], exclusive[i], 1);
            world.use(wanted[i], exclusive[i]);
        }
        try {
            while (depth < DEEPEST && random.nextInt(3) != 0) {
                descend(world, hands, random, depth + 1);
            }
            Dawdle.aBit(random);
        } finally {
            for (int i = 0; i < wanted.length; i++) {
                world.use(wanted[i], exclusive[i]);
                hands.add(wanted[i], exclusive[i], -1);
            }
        }
    }

    /** Null if the time was up. */
    private static Borrow borrow(World world, Hands hands, int[] wanted, boolean[] exclusive, SplittableRandom random)
            throws InterruptedException {
        Duration wait = Duration.ofNanos(random.nextInt(LONGEST_WAIT_NANOS));
        int way = random.nextInt(4);
        if (wanted.length > 1) {
            List<Access> accesses = new ArrayList<>();
            for (int i = 0; i < wanted.length; i++) {
                accesses.add(access(world, wanted[i], exclusive[i]));
            }
            Access[] all = accesses.toArray(Access[]::new);
            return switch (way) {
                case 0 -> Arenas.borrow(all);
                case 1 -> Arenas.tryBorrow(all);
                default -> Arenas.tryBorrow(wait, all);
            };
        }
        Arena arena = world.arenas.get(wanted[0]);
        if (exclusive[0]) {
            return switch (way) {
                case 0 -> arena.borrow();
                case 1 -> mustNest(hands, wanted[0], arena.tryBorrow());
                default -> arena.tryBorrow(wait);
            };
        }
        return switch (way) {
            case 0 -> arena.borrowShared();
            case 1 -> mustNest(hands, wanted[0], arena.tryBorrowShared());
            default -> arena.tryBorrowShared(wait);
        };
    }

    /** What is held already is never refused. */
    private static Borrow mustNest(Hands hands, int arena, Borrow borrow) {
        if (hands.writes[arena] + hands.reads[arena] > 0) {
            assertThat(borrow).as("nested in what is held").isNotNull();
        }
        return borrow;
    }
}
