package org.arenas;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that behaviours and interpreters run on by default: as many as there are processors, or as {@code
 * -Darenas.carriers} says, and a spare one for each that blocks.
 */
final class Carriers {
    /** What a ForkJoinPool can have at most. */
    private static final int MOST_THREADS = 32_767;

    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final SharedCarriers SHARED = new SharedCarriers(pool(parallelism()));

    private Carriers() {}

    static Executor shared() {
        return SHARED;
    }

    /**
     * Runs turns on an interpreter's carriers, never on the calling thread, which may be in the middle of a release. If they
     * reject them, or would run them at once, the shared carriers do it: no task is lost.
     */
    static void run(Runnable turns, Interpreter interpreter) {
        Executor carriers = interpreter.settings().carriers();
        if (carriers == SHARED) {
            SHARED.execute(turns);
            return;
        }
        HandOver handOver = new HandOver(turns);
        try {
            carriers.execute(handOver);
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "carriers rejected, the shared ones take over: interpreter={}, carriers={}",
                    interpreter,
                    carriers,
                    e);
            SHARED.execute(turns);
            return;
        }
        if (handOver.cameAtOnce()) {
            LOG.debug(
                    "carriers ran on the giver's thread, the shared ones take over: interpreter={}, carriers={}",
                    interpreter,
                    carriers);
            SHARED.execute(turns);
        }
    }

    /** Notices an executor that runs what it is given on the thread that gives it. */
    private static final class HandOver implements Runnable {
        private final Thread giver = Thread.currentThread();
        private final Runnable turns;

        /** Both are read and written by the giver only. */
        private boolean given;

        private boolean cameAtOnce;

        HandOver(Runnable turns) {
            this.turns = turns;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == giver && !given) {
                cameAtOnce = true;
            } else {
                turns.run();
            }
        }

        boolean cameAtOnce() {
            given = true;
            return cameAtOnce;
        }
    }

    private static int parallelism() {
        int processors = Runtime.getRuntime().availableProcessors();
        String given = System.getProperty("arenas.carriers", String.valueOf(processors));
        try {
            int parallelism = Integer.parseInt(given.strip());
            if (parallelism >= 1 && parallelism <= MOST_THREADS) {
                return parallelism;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw new IllegalArgumentException(
                "number of carriers is out of range: arenas.carriers=" + given + "; use 1 to " + MOST_THREADS);
    }

    private static ForkJoinPool pool(int parallelism) {
        return new ForkJoinPool(
                parallelism,
                Carriers::thread,
                null,
                true,
                parallelism,
                MOST_THREADS,
                parallelism,
                pool -> true,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = new ForkJoinWorkerThread(pool) {};
        thread.setName("arenas-carrier-" + NUMBERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
