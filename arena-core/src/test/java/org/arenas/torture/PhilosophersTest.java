package org.arenas.torture;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Dining philosophers, with the forks taken in every way there is. */
class PhilosophersTest {
    private static final int SEATS = 5;

    @Test
    @DisplayName("R5: of philosophers who all hold the left fork, one is told, puts it back, and everybody eats")
    void shouldBreakTheCircleOfNestedBorrows() {
        int rounds = Rig.times(40);
        int meals = 50;
        LongAdder deadlocks = new LongAdder();
        try (Rig rig = new Rig("philosophers, nested borrows")) {
            for (int round = 0; round < rounds; round++) {
                long before = deadlocks.sum();
                Table table = new Table(rig);
                CyclicBarrier allHoldLeft = new CyclicBarrier(SEATS);
                for (int seat = 0; seat < SEATS; seat++) {
                    int left = seat;
                    rig.thread("philosopher-" + seat, random -> {
                        eatNested(table, left, allHoldLeft, deadlocks);
                        for (int meal = 1; meal < meals; meal++) {
                            eatNested(table, left, null, deadlocks);
                        }
                    });
                }
                rig.join();
                assertThat(deadlocks.sum()).as("victims of the first meal").isGreaterThan(before);
                table.assertMeals(2L * meals);
            }
        }
    }

    private static void eatNested(Table table, int left, CyclicBarrier allHoldLeft, LongAdder deadlocks)
            throws Exception {
        CyclicBarrier barrier = allHoldLeft;
        for (; ; ) {
            try (ExclusiveBorrow inLeft = table.fork(left).borrow()) {
                if (barrier != null) {
                    barrier.await(20, TimeUnit.SECONDS);
                    barrier = null;
                }
                try (ExclusiveBorrow inRight = table.fork(left + 1).borrow()) {
                    assertThat(inLeft.arena().isHeldByCurrentThread()).isTrue();
                    table.eat(left);
                    assertThat(inRight.arena().isHeldByCurrentThread()).isTrue();
                    return;
                }
            } catch (DeadlockException e) {
                assertThat(e.cycle()).hasSizeGreaterThanOrEqualTo(2);
                deadlocks.increment();
            }
        }
    }

    @Test
    @DisplayName("R5: philosophers who take both forks in one step, in any order, never hear of a deadlock")
    void shouldNeverThrowForGroupBorrows() {
        int meals = Rig.times(50_000);
        try (Rig rig = new Rig("philosophers, group borrows")) {
            Table table = new Table(rig);
            for (int seat = 0; seat < SEATS; seat++) {
                int left = seat;
                rig.thread("philosopher-" + seat, random -> {
                    for (int meal = 0; meal < meals; meal++) {
                        try (Borrow both = borrowBoth(table, left, random)) {
                            assertThat(both).isNotNull();
                            table.eat(left);
                        }
                    }
                });
            }
            rig.join();
            table.assertMeals(2L * meals);
        }
    }

    private static Borrow borrowBoth(Table table, int left, SplittableRandom random) {
        int first = random.nextInt(2);
        return Arenas.borrow(write(table.fork(left + first)), write(table.fork(left + 1 - first)));
    }

    @Test
    @DisplayName("R5: philosophers who leave the eating to behaviours never wait at all")
    void shouldRunBehavioursOnBothForks() {
        int meals = Rig.times(20_000);
        try (Rig rig = new Rig("philosophers, behaviours")) {
            Table table = new Table(rig);
            for (int seat = 0; seat < SEATS; seat++) {
                int left = seat;
                rig.thread("philosopher-" + seat, random -> {
                    for (int meal = 0; meal < meals; meal++) {
                        int first = random.nextInt(2);
                        rig.expect(Arenas.when(write(table.fork(left + first)), write(table.fork(left + 1 - first)))
                                .run(both -> table.eat(left)));
                    }
                });
            }
            rig.join();
            table.assertMeals(2L * meals);
        }
    }

    /** Forks, each an arena, and what was eaten with them. */
    private static final class Table {
        private final List<Arena> forks;
        private final List<Twin> used =
                java.util.stream.Stream.generate(Twin::new).limit(SEATS).toList();

        Table(Rig rig) {
            forks = rig.arenas(SEATS);
        }

        Arena fork(int i) {
            return forks.get(i % SEATS);
        }

        void eat(int left) {
            used.get(left).increment();
            used.get((left + 1) % SEATS).increment();
        }

        void assertMeals(long each) {
            for (int i = 0; i < SEATS; i++) {
                int fork = i;
                Await.until("fork is put back", () -> {
                    try (ExclusiveBorrow b = forks.get(fork).tryBorrow()) {
                        return b != null;
                    }
                });
                try (ExclusiveBorrow b = forks.get(i).borrow()) {
                    assertThat(used.get(i).read()).as("%s", b.arena()).isEqualTo(each);
                }
            }
        }
    }
}
