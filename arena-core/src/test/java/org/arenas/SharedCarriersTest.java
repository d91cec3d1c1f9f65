package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Two tasks that have to meet need both workers of a pool; between meetings the workers block and are compensated for. */
class SharedCarriersTest {
    private static final int MEETINGS = 5_000;
    private static final int WORKERS = 2;

    /** A wait of some hundred microseconds that the pool knows of. */
    private static final class Pause implements ForkJoinPool.ManagedBlocker {
        @Override
        public boolean block() {
            LockSupport.parkNanos(100_000);
            return isReleasable();
        }

        @Override
        public boolean isReleasable() {
            return ThreadLocalRandom.current().nextInt(3) == 0;
        }
    }

    @Test
    void shouldOverlookNoTask() throws InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(WORKERS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        try {
            SharedCarriers carriers = new SharedCarriers(pool);
            for (int i = 0; i < MEETINGS; i++) {
                meet(carriers, i);
            }
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void meet(SharedCarriers carriers, int number) throws InterruptedException {
        CountDownLatch together = new CountDownLatch(WORKERS);
        CountDownLatch ended = new CountDownLatch(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            carriers.execute(() -> {
                together.countDown();
                try {
                    if (together.await(10, TimeUnit.SECONDS)) {
                        ForkJoinPool.managedBlock(new Pause());
                        ended.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(ended.await(10, TimeUnit.SECONDS)).as("meeting %s", number).isTrue();
    }
}
