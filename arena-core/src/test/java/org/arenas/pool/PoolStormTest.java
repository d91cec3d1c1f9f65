package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.arenas.Arenas;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/**
 * Pools that are shut down in the middle of everything: every future is done, every task that was accepted has run or was
 * handed back, once, and nothing is left. {@code -Darenas.test.seed} repeats a round.
 */
class PoolStormTest {
    private static final int ROUNDS = 150;
    private static final int GIVERS = 3;

    @Test
    void shouldLoseNothingWhenItIsShutDownInTheMiddle() throws Exception {
        Long given = Long.getLong("arenas.test.seed");
        long first = given == null ? System.nanoTime() : given;
        for (int i = 0; i < (given == null ? ROUNDS : 1); i++) {
            try {
                new Storm(first + i).run();
            } catch (Throwable e) {
                throw new AssertionError("seed=" + (first + i), e);
            }
        }
        assertThat(Arenas.interpreters()).noneMatch(left -> left.name().startsWith("storm"));
    }

    private static final class Storm {
        private final Random random;
        private final InterpreterPool pool;
        private final boolean now;
        private final Queue<Future<Integer>> futures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger ran = new AtomicInteger();
        private final AtomicInteger handedBack = new AtomicInteger();

        Storm(long seed) {
            random = new Random(seed);
            now = random.nextBoolean();
            PoolBuilder builder = InterpreterPool.builder("storm").size(1 + random.nextInt(4));
            if (random.nextBoolean()) {
                RejectionPolicy policy = random.nextBoolean() ? RejectionPolicy.BLOCK : RejectionPolicy.ABORT;
                builder.queue(1 + random.nextInt(20), policy);
            }
            pool = builder.create();
        }

        void run() throws InterruptedException {
            try (Threads threads = new Threads()) {
                List<Thread> givers = new ArrayList<>();
                for (int g = 0; g < GIVERS; g++) {
                    long seed = random.nextLong();
                    givers.add(threads.start("giver " + g, () -> give(new Random(seed))));
                }
                int until = random.nextInt(400);
                threads.start("interrupter", () -> {
                    while (accepted.get() < until) {
                        Thread.onSpinWait();
                    }
                    givers.get(0).interrupt();
                    if (now) {
                        handedBack.addAndGet((int) pool.shutdownNow().stream()
                                .filter(task -> !(task instanceof Future<?>))
                                .count());
                    } else {
                        pool.shutdown();
                    }
                });
                threads.joinAll();
            }
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS))
                    .as("terminated")
                    .isTrue();
            assertThat(pool.queuedTasks()).isZero();
            assertThat(futures).allMatch(Future::isDone);
            int done = ran.get() + handedBack.get();
            assertThat(done).as("ran or handed back, accepted=%s", accepted).isEqualTo(accepted.get());
        }

        private void give(Random own) {
            for (; ; ) {
                try {
                    switch (own.nextInt(4)) {
                        case 0 -> giveWithFuture(own);
                        case 1 -> map(own);
                        default -> {
                            pool.execute(ran::incrementAndGet);
                            accepted.incrementAndGet();
                        }
                    }
                } catch (RejectedExecutionException e) {
                    if (pool.isShutdown()) {
                        return;
                    }
                    Thread.interrupted();
                } catch (CancellationException e) {
                    // The pool was shut down at once, or this thread interrupted, in the middle of a map.
                    Thread.interrupted();
                }
            }
        }

        private void giveWithFuture(Random own) {
            Future<Integer> future = pool.submit(() -> 1);
            futures.add(future);
            if (own.nextInt(4) == 0) {
                future.cancel(own.nextBoolean());
            } else if (own.nextInt(4) == 0) {
                try {
                    assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo(1);
                } catch (InterruptedException | CancellationException e) {
                    Thread.interrupted();
                } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                    throw new AssertionError(e);
                }
            }
        }

        private void map(Random own) {
            int size = own.nextInt(200);
            assertThat(pool.mapRange(0, size).with(n -> n).toList())
                    .isEqualTo(LongStream.range(0, size).boxed().toList());
        }
    }
}
