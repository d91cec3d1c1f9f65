package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.arenas.error.ArenaClosedException;
import org.arenas.monitor.ArenaCounters;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an arena tells of its past. */
class CountersTest {
    private static final long LONG_NANOS = 20_000_000;

    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");

    @AfterEach
    void close() {
        arena.close();
        other.close();
    }

    @Test
    void shouldBeginWithNothing() {
        assertThat(arena.counters()).isEqualTo(new ArenaCounters(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldCountEveryKindOfAcquisition() throws Exception {
        arena.borrow().close();
        arena.borrowInterruptibly().close();
        arena.tryBorrow().close();
        arena.tryBorrow(Duration.ofSeconds(1)).close();
        arena.borrowShared().close();
        arena.tryBorrowShared().close();
        arena.tryBorrowShared(Duration.ofSeconds(1)).close();
        Arenas.borrow(write(arena), read(other)).close();
        Arenas.borrow(write(other), read(arena)).close();
        Arenas.join(Arenas.when(write(arena)).run(b -> {}));
        Arenas.join(Arenas.when(read(arena)).run(b -> {}));
        Arenas.join(Arenas.when(write(arena), write(other)).run(b -> {}));

        assertThat(arena.counters().acquisitions()).isEqualTo(12);
        assertThat(other.counters().acquisitions()).isEqualTo(3);
        assertThat(arena.counters().contended()).isZero();
        assertThat(other.counters().waitedNanos()).isZero();
    }

    @Test
    void shouldCountANestedExclusiveBorrowOnce() {
        try (ExclusiveBorrow outer = arena.borrow();
                ExclusiveBorrow inner = arena.borrow();
                SharedBorrow innermost = arena.borrowShared()) {
            assertThat(inner.arena()).isSameAs(outer.arena()).isSameAs(innermost.arena());
        }
        assertThat(arena.counters().acquisitions()).isEqualTo(1);
    }

    @Test
    void shouldNotCountAttemptsThatFail() throws Exception {
        // From now on readers announce themselves before they look.
        arena.borrowShared().close();
        try (Holder holder = Holder.of(arena)) {
            for (int i = 0; i < 100; i++) {
                assertThat(arena.tryBorrow()).isNull();
                assertThat(arena.tryBorrowShared()).isNull();
                assertThat(arena.tryBorrowShared(Duration.ZERO)).isNull();
            }
            assertThat(holder.thread().isAlive()).isTrue();
        }
        try (Holder reader = Holder.shared(arena)) {
            for (int i = 0; i < 100; i++) {
                assertThat(arena.tryBorrow()).isNull();
                assertThat(arena.tryBorrow(Duration.ZERO)).isNull();
            }
            assertThat(reader.thread().isAlive()).isTrue();
        }
        assertThat(arena.counters().acquisitions()).isEqualTo(3);
        assertThat(arena.counters().contended()).isZero();
    }

    @Test
    void shouldTimeAWriterThatParked() {
        timesAWait(Arena::borrow);
    }

    @Test
    void shouldTimeAReaderThatParked() {
        timesAWait(Arena::borrowShared);
    }

    @Test
    void shouldTimeAGroupThatParked() {
        timesAWait(wanted -> Arenas.borrow(write(wanted), read(other)));
    }

    private void timesAWait(Function<Arena, Borrow> waiting) {
        long start = System.nanoTime();
        try (Threads threads = new Threads()) {
            try (ExclusiveBorrow held = arena.borrow()) {
                Await.blocked(threads.start("waiter", () -> waiting.apply(arena).close()));
                spend(LONG_NANOS);
                assertThat(held.arena().counters().contended()).isZero();
            }
            threads.joinAll();
        }
        long most = System.nanoTime() - start;

        ArenaCounters counters = arena.counters();
        assertThat(counters.acquisitions()).isEqualTo(2);
        assertThat(counters.contended()).isEqualTo(1);
        assertThat(counters.resolvedBySpinning()).isZero();
        assertThat(counters.resolvedByParking()).isEqualTo(1);
        assertThat(counters.waitedNanos()).isBetween(LONG_NANOS, most);
        assertThat(counters.longestWaitNanos()).isEqualTo(counters.waitedNanos());
        assertThat(counters.longestHoldNanos()).isBetween(LONG_NANOS, most);
    }

    private static void spend(long nanos) {
        long start = System.nanoTime();
        Await.until("time has passed", () -> System.nanoTime() - start > nanos);
    }

    @Test
    void shouldKeepTheLongestOfSeveralWaits() {
        for (long nanos : new long[] {LONG_NANOS, 4 * LONG_NANOS, LONG_NANOS}) {
            try (Threads threads = new Threads()) {
                try (ExclusiveBorrow held = arena.borrow()) {
                    Await.blocked(
                            threads.start("waiter", () -> held.arena().borrow().close()));
                    spend(nanos);
                }
                threads.joinAll();
            }
        }
        ArenaCounters counters = arena.counters();
        assertThat(counters.resolvedByParking()).isEqualTo(3);
        assertThat(counters.waitedNanos()).isGreaterThan(6 * LONG_NANOS);
        assertThat(counters.longestWaitNanos())
                .isGreaterThan(4 * LONG_NANOS)
                .isLessThan(counters.waitedNanos() - 2 * LONG_NANOS);
        assertThat(counters.longestHoldNanos()).isGreaterThan(4 * LONG_NANOS);
    }

    @Test
    void shouldNotCountWaitsThatEndWithoutTheArena() {
        try (Threads threads = new Threads();
                Holder holder = Holder.of(arena)) {
            threads.start(
                    "impatient",
                    () -> assertThat(arena.tryBorrow(Duration.ofMillis(1))).isNull());
            threads.joinAll();
            Thread refused = threads.start("refused", () -> {
                try {
                    arena.borrow().close();
                } catch (ArenaClosedException e) {
                    assertThat(e).hasMessageContaining(arena.toString());
                }
            });
            Await.blocked(refused);
            arena.close();
            threads.joinAll();
            assertThat(holder.thread().isAlive()).isTrue();
            assertThat(arena.counters().acquisitions()).isEqualTo(1);
            assertThat(arena.counters().contended()).isZero();
        }
    }

    @Test
    void shouldAddUpAfterAStorm() {
        int threadCount = 4;
        int borrows = 5_000;
        long start = System.nanoTime();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < threadCount; i++) {
                int me = i;
                threads.start("borrower-" + i, () -> {
                    for (int borrow = 0; borrow < borrows; borrow++) {
                        try (Borrow b = (me + borrow) % 3 == 0 ? arena.borrow() : arena.borrowShared()) {
                            assertThat(b).isNotNull();
                        }
                    }
                });
            }
            threads.joinAll();
        }
        long most = threadCount * (System.nanoTime() - start);

        ArenaCounters counters = arena.counters();
        assertThat(counters.acquisitions()).isEqualTo((long) threadCount * borrows);
        assertThat(counters.contended())
                .isEqualTo(counters.resolvedBySpinning() + counters.resolvedByParking())
                .isLessThanOrEqualTo(counters.acquisitions());
        assertThat(counters.longestWaitNanos()).isLessThanOrEqualTo(counters.waitedNanos());
        assertThat(counters.waitedNanos()).isLessThan(most);
        assertThat(counters.longestHoldNanos()).isLessThan(most);
        assertThat(TimeUnit.NANOSECONDS.toMinutes(counters.longestHoldNanos())).isZero();
    }
}
