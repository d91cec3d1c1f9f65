package org.arenas.stress;

import java.util.Collections;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.pool.InterpreterPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Tasks on their way to a pool's workers, which go to sleep and wake up, or end. Waits of so long that their end means a task
 * was lost.
 */
public final class PoolHandOff {
    private static final long LONG_SECONDS = 10;

    private PoolHandOff() {}

    private static int resultOf(Future<Integer> future) {
        try {
            return future.get(LONG_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("nobody interrupts, and no task fails", e);
        } catch (TimeoutException e) {
            return -1;
        }
    }

    /** Two threads give tasks to workers that may be about to park. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both tasks were done.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A task was forgotten.")
    @State
    public static class LostWakeUp {
        private static final InterpreterPool POOL = InterpreterPool.create("stressed", 2);

        @Actor
        public void first(II_Result r) {
            Scene.linger();
            r.r1 = resultOf(POOL.submit(() -> 1));
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = resultOf(POOL.submit(() -> 2));
        }
    }

    /** A task against the shutdown: it runs, is handed back, or is rejected; one of these, once. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "One of the three.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or twice.")
    @State
    public static class ShutdownNow {
        private final InterpreterPool pool = InterpreterPool.create("stopped", 1);
        private final AtomicInteger ran = new AtomicInteger();
        private final Runnable task = ran::incrementAndGet;
        private int rejected;
        private int handedBack;

        /** Has a worker started. */
        public ShutdownNow() {
            pool.execute(() -> {});
        }

        @Actor
        public void giver() {
            try {
                pool.execute(task);
            } catch (RejectedExecutionException e) {
                rejected = 1;
            }
        }

        @Actor
        public void stopper() {
            handedBack = Collections.frequency(pool.shutdownNow(), task);
        }

        @Arbiter
        public void result(I_Result r) {
            try {
                boolean ended = pool.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS);
                r.r1 = ended ? handedBack + ran.get() + rejected : -1;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }
    }

    /** A cancellation against the task's end: who asks gets the result or the cancellation, and the same each time. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The task was sooner.")
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "The cancellation was sooner.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Neither, or one for the one and the other for the other.")
    @State
    public static class Cancel {
        private static final InterpreterPool POOL = InterpreterPool.create("cancelled", 1);

        private final Future<Integer> future = POOL.submit(() -> 1);

        @Actor
        public void canceller(II_Result r) {
            r.r1 = future.cancel(true) ? 2 : 1;
        }

        @Actor
        public void waiter(II_Result r) {
            try {
                r.r2 = future.get(LONG_SECONDS, TimeUnit.SECONDS);
            } catch (CancellationException e) {
                r.r2 = 2;
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                r.r2 = -1;
            }
        }
    }
}
