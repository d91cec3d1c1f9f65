package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Waits that end because the time is up. */
class TimedWaitTest {
    private static final int THREADS = 4;
    private static final int WAITS = 2_000;
    private static final int TIMEOUTS = 30_000;
    private static final int LONGEST_WAIT_NANOS = 2_000_000;
    private static final long MEGABYTE = 1 << 20;

    /** Beyond the time that was asked for: what a busy machine may need to give a thread its core back. */
    private static final long LATEST_NANOS = 2_000_000_000;

    @Test
    @DisplayName("R5: a timed wait ends when its time is up, and leaves nothing behind that holds up others")
    void shouldEndInTimeAndLeaveNothingBehind() {
        AtomicLong latest = new AtomicLong();
        try (Rig rig = new Rig("timed waits")) {
            Arena held = rig.arena("held");
            Arena free = rig.arena("free");
            int waits = Rig.times(WAITS) / THREADS;
            try (Holder holder = Holder.of(held)) {
                for (int i = 0; i < THREADS; i++) {
                    rig.thread("waiter-" + i, random -> {
                        for (int wait = 0; wait < waits; wait++) {
                            latest.accumulateAndGet(waitInVain(held, free, random), Math::max);
                        }
                    });
                }
                rig.join();
                assertThat(Await.look(held).waiters()).isEmpty();
                assertThat(Await.look(free).waiters()).isEmpty();
                assertThat(holder.thread().isAlive()).isTrue();
                try (ExclusiveBorrow b = free.tryBorrow()) {
                    assertThat(b).isNotNull();
                }
            }
            try (ExclusiveBorrow b = held.borrow()) {
                assertThat(b.arena()).isSameAs(held);
            }
        }
        assertThat(latest.get()).as("nanoseconds beyond the time").isLessThan(LATEST_NANOS);
    }

    /** Returns how much too late it came back. */
    private static long waitInVain(Arena held, Arena free, SplittableRandom random) throws InterruptedException {
        long nanos = random.nextInt(LONGEST_WAIT_NANOS);
        Duration wait = Duration.ofNanos(nanos);
        long start = System.nanoTime();
        try (Borrow borrow = switch (random.nextInt(5)) {
            case 0 -> held.tryBorrow(wait);
            case 1 -> held.tryBorrowShared(wait);
            case 2 -> Arenas.tryBorrow(wait, write(held), write(free));
            case 3 -> Arenas.tryBorrow(wait, read(free), read(held));
            default -> free.tryBorrow(wait);
        }) {
            assertThat(borrow == null || (borrow instanceof ExclusiveBorrow b && b.arena() == free))
                    .as("got what another holds")
                    .isTrue();
        }
        return System.nanoTime() - start - nanos;
    }

    @Test
    @DisplayName("R10: who waits behind a wait that times out gets the arena all the same")
    void shouldHandOnPastWaitsThatTimedOut() {
        try (Rig rig = new Rig("timed waits, handed on")) {
            Arena arena = rig.arena("arena");
            Twin twin = new Twin();
            int rounds = Rig.times(WAITS);
            for (int i = 0; i < THREADS; i++) {
                rig.thread("patient-" + i, random -> {
                    for (int round = 0; round < rounds; round++) {
                        try (ExclusiveBorrow b = arena.borrow()) {
                            assertThat(b.arena()).isSameAs(arena);
                            twin.increment();
                            Dawdle.aBit(random);
                        }
                    }
                });
                rig.thread("impatient-" + i, random -> {
                    for (int round = 0; round < rounds; round++) {
                        try (ExclusiveBorrow b = arena.tryBorrow(Duration.ofNanos(random.nextInt(50_000)))) {
                            if (b != null && random.nextInt(16) == 0) {
                                // Strong from the first time on.
                                rig.expect(Arenas.when(write(arena)).run(task -> twin.read()));
                            }
                        }
                    }
                });
            }
            rig.join();
            assertThat(twin.read()).isEqualTo((long) THREADS * rounds);
        }
    }

    @Test
    @DisplayName("R10: tens of thousands of waits that time out behind one long holder leave no memory behind")
    void shouldForgetWaitsThatTimedOut() throws Exception {
        try (Rig rig = new Rig("timed waits, memory")) {
            Arena arena = rig.arena("held");
            CountDownLatch over = new CountDownLatch(1);
            CompletableFuture<Thread> longWaiter = new CompletableFuture<>();
            try (Holder holder = Holder.of(arena)) {
                // Somebody with patience in the middle of them.
                rig.thread("patient", random -> {
                    longWaiter.complete(Thread.currentThread());
                    try (ExclusiveBorrow b = arena.borrow()) {
                        assertThat(b.arena()).isSameAs(arena);
                        assertThat(over.getCount()).isZero();
                    }
                });
                timeOutOften(rig, arena, TIMEOUTS / 10);
                Await.blocked(longWaiter.get(20, TimeUnit.SECONDS));
                long before = usedBytes();
                timeOutOften(rig, arena, TIMEOUTS);
                long after = usedBytes();
                assertThat(Await.look(arena).waiters()).hasSize(1);
                assertThat(after - before).as("bytes more than before").isLessThan(MEGABYTE);
                over.countDown();
                assertThat(holder.thread().isAlive()).isTrue();
            }
            rig.join();
        }
    }

    private static void timeOutOften(Rig rig, Arena arena, int times) {
        CountDownLatch ended = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            rig.thread("impatient-" + i, random -> {
                for (int time = 0; time < times / THREADS; time++) {
                    try (Borrow b = random.nextBoolean()
                            ? arena.tryBorrow(Duration.ofNanos(random.nextInt(2_000)))
                            : arena.tryBorrowShared(Duration.ZERO)) {
                        assertThat(b).isNull();
                    }
                }
                ended.countDown();
            });
        }
        Await.open(ended);
    }

    @SuppressWarnings("System.gc") // To measure what is left.
    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
