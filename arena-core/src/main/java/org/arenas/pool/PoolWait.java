package org.arenas.pool;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.WaitForGraph;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * A wait of a task, or of a thread with an arena borrowed, for something that a pool does. The home arena is given up
 * meanwhile, the wait stands in the wait-for graph, and a cycle throws.
 */
final class PoolWait implements Waiting {
    private static final long FIRST_NANOS = 1_000_000;
    private static final long LONGEST_NANOS = 250_000_000;

    private final Execution execution;
    private final String wanted;
    private final Object what;
    private final Consumer<Consumer<Execution>> blockers;

    /** One stretch of the wait. */
    @FunctionalInterface
    interface Stretch {
        /** Waits until what is waited for has come, or so long. */
        void await(long nanos) throws InterruptedException;
    }

    private PoolWait(Execution execution, String wanted, Object what, Consumer<Consumer<Execution>> blockers) {
        this.execution = execution;
        this.wanted = wanted;
        this.what = what;
        this.blockers = blockers;
    }

    /** A wait for one task; null if the caller has nothing in hand, so that nobody can wait for it. */
    static @Nullable PoolWait orNull(String wanted, Object what, Work task) {
        return orNull(wanted, what, visitor -> {
            Execution running = task.execution();
            if (running != null) {
                visitor.accept(running);
            }
        });
    }

    /** A wait for several tasks; null if the caller has nothing in hand, so that nobody can wait for it. */
    static @Nullable PoolWait orNull(String wanted, Object what, Consumer<Consumer<Execution>> blockers) {
        Execution execution = Execution.current();
        return execution.level() == 0 && execution.openBorrows() == 0
                ? null
                : new PoolWait(execution, wanted, what, blockers);
    }

    @Override
    public void blockers(Consumer<Edge> visitor) {
        blockers.accept(running -> visitor.accept(new Edge(running, what, "busy, run")));
    }

    @Override
    public String wanted() {
        return wanted;
    }

    /**
     * Waits until something is true.
     *
     * @param done what
     * @param stretch waits for it as long as it is told to
     * @param nanos at most so long, if timed
     * @param timed whether there is a limit
     */
    void await(BooleanSupplier done, Stretch stretch, long nanos, boolean timed) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        HomeHold home = execution.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        try {
            execution.setWaiting(this);
            long left = timed ? nanos : Long.MAX_VALUE;
            for (long next = FIRST_NANOS; !done.getAsBoolean() && left > 0; next = Math.min(2 * next, LONGEST_NANOS)) {
                WaitForGraph.check(execution, this, () -> !done.getAsBoolean());
                compensated(stretch, Math.min(next, left));
                if (timed) {
                    left = deadline - System.nanoTime();
                }
            }
        } finally {
            execution.setWaiting(null);
            if (suspended != null) {
                suspended.resume();
            }
        }
    }

    /** A carrier that waits is stood in for by a spare one. */
    private static void compensated(Stretch stretch, long nanos) throws InterruptedException {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            ForkJoinPool.managedBlock(new Blocker(stretch, nanos));
        } else {
            stretch.await(nanos);
        }
    }

    private static final class Blocker implements ForkJoinPool.ManagedBlocker {
        private final Stretch stretch;
        private final long nanos;
        private boolean done;

        Blocker(Stretch stretch, long nanos) {
            this.stretch = stretch;
            this.nanos = nanos;
        }

        @Override
        public boolean block() throws InterruptedException {
            done = true;
            stretch.await(nanos);
            return true;
        }

        @Override
        public boolean isReleasable() {
            return done;
        }
    }
}
