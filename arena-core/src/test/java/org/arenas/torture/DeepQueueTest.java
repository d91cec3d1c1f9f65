package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.lock.Execution;
import org.arenas.lock.Waiting;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Queues with thousands of behaviours and hundreds of threads in them. */
class DeepQueueTest {
    private static final int BEHAVIOURS = 10_000;
    private static final int THREADS = 300;
    private static final int ARENAS = 8;

    @Test
    @DisplayName("R6: ten thousand behaviours that wait for one arena run in spawn order")
    void shouldRunBehavioursOfOneArenaInOrder() {
        try (Rig rig = new Rig("deep queue of one arena")) {
            Arena arena = rig.arena("hot");
            List<Integer> log = new ArrayList<>();
            try (Holder holder = Holder.of(arena)) {
                for (int i = 0; i < BEHAVIOURS; i++) {
                    int number = i;
                    rig.expect(Arenas.when(write(arena)).run(b -> log.add(number)));
                }
                assertThat(Await.look(arena).waiters()).hasSize(BEHAVIOURS);
                assertThat(holder.thread().isAlive()).isTrue();
            }
            rig.join();
            assertInOrder(arena, log, BEHAVIOURS);
        }
    }

    @Test
    @DisplayName("R6: ten thousand behaviours that wait for some of several arenas run in spawn order on each")
    void shouldRunBehavioursOfSeveralArenasInOrder() {
        try (Rig rig = new Rig("deep queues of several arenas")) {
            List<Arena> arenas = rig.arenas(ARENAS);
            List<List<Integer>> logs = new ArrayList<>();
            arenas.forEach(arena -> logs.add(new ArrayList<>()));
            int[] expected = new int[ARENAS];
            Access[] everything = arenas.stream().map(Access::write).toArray(Access[]::new);
            try (Holder holder = Holder.of("holder of all", () -> Arenas.borrow(everything))) {
                SplittableRandom random = rig.random();
                for (int i = 0; i < BEHAVIOURS; i++) {
                    int number = i;
                    int first = random.nextInt(ARENAS);
                    int second = (first + 1 + random.nextInt(ARENAS - 1)) % ARENAS;
                    Arena seen = arenas.get(random.nextInt(ARENAS));
                    expected[first]++;
                    expected[second]++;
                    rig.expect(Arenas.when(write(arenas.get(first)), write(arenas.get(second)), read(seen))
                            .run(b -> {
                                logs.get(first).add(number);
                                logs.get(second).add(number);
                            }));
                }
                assertThat(holder.thread().isAlive()).isTrue();
            }
            rig.join();
            for (int i = 0; i < ARENAS; i++) {
                assertInOrder(arenas.get(i), logs.get(i), expected[i]);
            }
        }
    }

    private static void assertInOrder(Arena arena, List<Integer> log, int size) {
        try (ExclusiveBorrow b = arena.borrow()) {
            assertThat(log).as("run on %s", b.arena()).hasSize(size).isSorted();
        }
    }

    @Test
    @DisplayName("R9: a close refuses everybody in a deep queue")
    void shouldRefuseADeepQueue() {
        LongAdder refused = new LongAdder();
        try (Rig rig = new Rig("close of a deep queue")) {
            Arena arena = rig.arena("hot");
            try (Holder holder = Holder.of(arena)) {
                queueThreads(rig, arena, me -> {}, refused);
                for (int i = 0; i < BEHAVIOURS; i++) {
                    rig.expect(
                            Arenas.when(i % 3 == 0 ? read(arena) : write(arena)).run(b -> {
                                throw new AssertionError("ran on a closed arena");
                            }),
                            failure -> {
                                refused.increment();
                                return failure instanceof ArenaClosedException;
                            });
                }
                arena.close();
                rig.join();
                assertThat(holder.thread().isAlive()).isTrue();
            }
        }
        assertThat(refused.sum()).isEqualTo(THREADS + BEHAVIOURS);
    }

    /** Returns once all of them wait. */
    private static void queueThreads(Rig rig, Arena arena, Consumer<Integer> before, LongAdder refused) {
        int waiting = Await.look(arena).waiters().size();
        for (int i = 0; i < THREADS; i++) {
            int me = i;
            rig.thread("waiter-" + me, random -> {
                before.accept(me);
                try (ExclusiveBorrow b = me % 2 == 0 ? arena.borrow() : arena.borrowInterruptibly()) {
                    assertThat(b.arena()).isSameAs(arena);
                } catch (ArenaClosedException e) {
                    refused.increment();
                }
            });
        }
        Await.waiters(arena, waiting + THREADS);
    }

    /** A wait of a holder that counts the walks of the wait-for graph that reach it. */
    private static final class Counting implements Waiting {
        final LongAdder walks = new LongAdder();

        @Override
        public void blockers(Consumer<Edge> visitor) {
            walks.increment();
        }

        @Override
        public String wanted() {
            return "nothing";
        }
    }

    @Test
    @DisplayName("R5: not every one of hundreds of waiting threads walks along all those before it again and again")
    void shouldWalkAlongADeepQueueSeldom() {
        Counting counting = new Counting();
        try (Rig rig = new Rig("walks along a deep queue")) {
            Arena arena = rig.arena("hot");
            List<Arena> own = rig.arenas(THREADS);
            CountDownLatch over = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            rig.thread("holder", random -> {
                try (ExclusiveBorrow b = arena.borrow()) {
                    assertThat(b.arena()).isSameAs(arena);
                    Execution.current().setWaiting(counting);
                    held.countDown();
                    Await.open(over);
                } finally {
                    Execution.current().setWaiting(null);
                }
            });
            Await.open(held);
            for (int i = 0; i < THREADS; i++) {
                int me = i;
                rig.thread("waiter-" + me, random -> {
                    try (ExclusiveBorrow inHand = own.get(me).borrow();
                            ExclusiveBorrow b = arena.borrow()) {
                        assertThat(b.arena()).isNotSameAs(inHand.arena());
                    }
                });
            }
            Await.waiters(arena, THREADS);
            // As long as it takes every one of them to look at the lock some times more.
            long walksOfTheFirst = counting.walks.sum();
            Await.until("the first in the queue walks again", () -> counting.walks.sum() > walksOfTheFirst + 8);
            over.countDown();
            rig.join();
        }
        assertThat(counting.walks.sum()).as("walks").isLessThan(THREADS);
    }

    @Test
    @DisplayName("R5: a deadlock that the last of a deep queue closes is found")
    void shouldFindADeadlockThatTheLastInADeepQueueCloses() {
        deadlockThrough(false, false);
    }

    @Test
    @DisplayName("R5: a deadlock is found though both who are to blame stand behind others, who hold nothing")
    void shouldFindADeadlockOfTwoWhoStandBehindOthers() {
        deadlockThrough(false, true);
    }

    @Test
    @DisplayName("R5: a deadlock through a deep queue that the holder closes is found")
    void shouldFindADeadlockThroughADeepQueueThatTheHolderCloses() {
        deadlockThrough(true, false);
    }

    private static void deadlockThrough(boolean holderIsLast, boolean otherIsDeep) {
        LongAdder victims = new LongAdder();
        try (Rig rig = new Rig("deadlock through a deep queue, closed by the " + (holderIsLast ? "holder" : "last"))) {
            Arena hot = rig.arena("hot");
            Arena other = rig.arena("other");
            CountDownLatch lastMayWait = new CountDownLatch(1);
            CountDownLatch holderMayWait = new CountDownLatch(1);
            CountDownLatch bothHold = new CountDownLatch(2);
            rig.thread("holder", random -> borrowBoth(hot, other, bothHold, holderMayWait, victims));
            rig.thread("last", random -> borrowBoth(other, hot, bothHold, lastMayWait, victims));
            Await.open(bothHold);
            queueThreads(rig, hot, me -> {}, new LongAdder());
            if (otherIsDeep) {
                queueThreads(rig, other, me -> {}, new LongAdder());
            }
            int before = otherIsDeep ? THREADS : 0;
            (holderIsLast ? lastMayWait : holderMayWait).countDown();
            Await.waiters(holderIsLast ? hot : other, holderIsLast ? THREADS + 1 : before + 1);
            (holderIsLast ? holderMayWait : lastMayWait).countDown();
            rig.join();
        }
        assertThat(victims.sum()).isEqualTo(1);
    }

    private static void borrowBoth(
            Arena first, Arena second, CountDownLatch holds, CountDownLatch mayWait, LongAdder victims) {
        try (ExclusiveBorrow inHand = first.borrow()) {
            holds.countDown();
            Await.open(mayWait);
            try (ExclusiveBorrow b = second.borrow()) {
                assertThat(b.arena()).isNotSameAs(inHand.arena());
            }
        } catch (DeadlockException e) {
            assertThatThrownBy(() -> {
                        throw e;
                    })
                    .hasMessageContaining(second.toString());
            victims.increment();
        }
    }
}
