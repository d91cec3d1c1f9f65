package org.arenas.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** The thread pools of the baselines: as many threads as the library has carriers. */
public final class Pools {
    private static final int THREADS =
            Integer.getInteger("arenas.carriers", Runtime.getRuntime().availableProcessors());
    private static final long DEADLINE_SECONDS = 10;

    private Pools() {}

    /** How many threads the pools have. */
    public static int threads() {
        return THREADS;
    }

    /** What one takes for independent tasks. */
    public static ExecutorService fixed() {
        return Executors.newFixedThreadPool(THREADS);
    }

    /** The JDK's fastest for small tasks, first in, first out: what the carriers are made of. */
    public static ExecutorService forkJoin() {
        return new ForkJoinPool(THREADS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }

    /** Ends a pool that has nothing left to do. */
    public static void stop(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("pool does not end: executor=" + executor);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
