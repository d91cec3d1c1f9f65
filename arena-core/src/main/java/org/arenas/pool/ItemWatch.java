package org.arenas.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts items of a map that take too long, and all of them when the map does. Exists only for maps with a time limit.
 *
 * <p><b>Thread-safety.</b> What concerns a chunk is called by the thread that runs it; the rest by one daemon thread.
 */
final class ItemWatch {
    /*
     * A run's state: IDLE between items; while an item runs, when it began (odd, so that it is neither of the others); LATE
     * once its thread is to be interrupted.
     *
     *   IDLE → begin, begin → IDLE   by the run, the latter by CAS
     *   begin → LATE                 by the watch, CAS, which then interrupts and says so (`interrupted`). A run that finds
     *                                itself LATE waits for that, so that no interrupt arrives after the item.
     */
    private static final long IDLE = 0;
    private static final long LATE = 2;
    private static final long SHORTEST_PERIOD_NANOS = 1_000_000;
    private static final long LONGEST_PERIOD_NANOS = 100_000_000;
    private static final int LOOKS_PER_LIMIT = 8;

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Job<?> job;
    private final long itemNanos;
    private final Map<Chunk, Run> runs = new ConcurrentHashMap<>();
    private volatile @Nullable Future<?> looking;
    private volatile @Nullable Future<?> expiring;

    private static final class Run extends AtomicLong {
        private static final long serialVersionUID = 1L;

        private final transient Thread thread = Thread.currentThread();
        private volatile boolean interrupted;

        void interruptIf(long begun) {
            if (begun != IDLE && begun != LATE && compareAndSet(begun, LATE)) {
                thread.interrupt();
                interrupted = true;
            }
        }
    }

    private ItemWatch(Job<?> job, MapOptions options) {
        this.job = job;
        this.itemNanos = options.itemNanos;
    }

    /** A watch that has begun, or null if there is no limit. */
    static @Nullable ItemWatch orNull(Job<?> job, MapOptions options) {
        if (options.itemNanos == Long.MAX_VALUE && options.totalNanos == Long.MAX_VALUE) {
            return null;
        }
        ItemWatch watch = new ItemWatch(job, options);
        if (options.totalNanos != Long.MAX_VALUE) {
            watch.expiring = TIMER.schedule(watch::expire, options.totalNanos, TimeUnit.NANOSECONDS);
        }
        if (options.itemNanos != Long.MAX_VALUE) {
            long period = Math.min(
                    LONGEST_PERIOD_NANOS, Math.max(SHORTEST_PERIOD_NANOS, options.itemNanos / LOOKS_PER_LIMIT));
            watch.looking = TIMER.scheduleWithFixedDelay(watch::look, period, period, TimeUnit.NANOSECONDS);
        }
        return watch;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "arenas-map-watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    void begin(Chunk chunk) {
        runs.put(chunk, new Run());
    }

    void beginItem(Chunk chunk) {
        run(chunk).set(System.nanoTime() | 1);
    }

    /** True if the item was interrupted; the interrupt has arrived, and is cleared. */
    boolean endItem(Chunk chunk) {
        Run run = run(chunk);
        long begun = run.get();
        if (begun == IDLE || (begun != LATE && run.compareAndSet(begun, IDLE))) {
            return false;
        }
        while (!run.interrupted) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        run.interrupted = false;
        run.set(IDLE);
        return true;
    }

    void end(Chunk chunk) {
        runs.remove(chunk);
    }

    private Run run(Chunk chunk) {
        Run run = runs.get(chunk);
        if (run == null) {
            throw new IllegalStateException("chunk is not watched: first=" + chunk.first);
        }
        return run;
    }

    private void look() {
        long now = System.nanoTime();
        for (Run run : runs.values()) {
            long begun = run.get();
            if (begun != IDLE && begun != LATE && now - begun > itemNanos) {
                run.interruptIf(begun);
            }
        }
    }

    private void expire() {
        job.expire();
        for (Run run : runs.values()) {
            run.interruptIf(run.get());
        }
    }

    /** The map is over. */
    void stop() {
        Future<?> looks = looking;
        if (looks != null) {
            looks.cancel(false);
        }
        Future<?> expiry = expiring;
        if (expiry != null) {
            expiry.cancel(false);
        }
    }
}
