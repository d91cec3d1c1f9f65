package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/** A thread that waits times the hold it waits for, and that hold alone. */
class ObservedHoldTest {
    private final ArenaLock lock = new ArenaLock(1, "lock", null);

    @Test
    void shouldTimeTheHoldFromWhenSomebodyWaitedForIt() {
        lock.acquire(Execution.current());
        lock.observeHold(System.nanoTime() - TimeUnit.HOURS.toNanos(1));
        releaseWithSomebodyQueued();

        assertThat(hours()).isEqualTo(1);
    }

    @Test
    void shouldForgetAnObservationThatCameTooLate() {
        lock.acquire(Execution.current());
        lock.release(Ready.DISPATCH);
        // By a reader that was granted the lock meanwhile; nobody waits any more, and nobody holds the lock for an
        // hour.
        lock.observeHold(System.nanoTime() - TimeUnit.HOURS.toNanos(1));

        lock.acquire(Execution.current());
        releaseWithSomebodyQueued();

        assertThat(hours()).isZero();
    }

    private void releaseWithSomebodyQueued() {
        CountDownLatch over = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            Thread waiter = threads.start("waiter", () -> {
                lock.acquire(Execution.current());
                lock.release(Ready.DISPATCH);
                over.countDown();
            });
            Await.until("it is queued", lock::hasQueued);
            Await.blocked(waiter);
            lock.release(Ready.DISPATCH);
            Await.open(over);
        }
    }

    private long hours() {
        return TimeUnit.NANOSECONDS.toHours(lock.counters().longestHoldNanos());
    }
}
