package org.arenas;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * The threads that behaviours and interpreters run on by default: as many as there are processors, or as {@code
 * -Darenas.carriers} says, and a spare one for each that blocks.
 */
final class Carriers {
    /** What a ForkJoinPool can have at most. */
    private static final int MOST_THREADS = 32_767;

    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ForkJoinPool SHARED = pool(parallelism());

    private Carriers() {}

    static Executor shared() {
        return SHARED;
    }

    /** Runs turns on an interpreter's carriers. No task is lost if they reject: the shared ones run it. */
    static void run(Runnable turns, Interpreter interpreter) {
        Executor carriers = interpreter.settings().carriers();
        try {
            carriers.execute(turns);
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Interpreter.class)
                    .warn(
                            "carriers rejected, the shared ones take over: interpreter={}, carriers={}",
                            interpreter,
                            carriers,
                            e);
            SHARED.execute(turns);
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
