package org.arenas.lock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that looks after what nobody is waiting for: locks on which a task depends on a cheap release, and
 * threads that died with a borrow open. It runs no user code.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger("org.arenas.lock");
    private static final long FIRST_POLL_NANOS = 50_000;
    private static final long LONGEST_POLL_NANOS = 10_000_000;
    private static final long REAP_MILLIS = 100;

    /** A reap looks at every thread: with very many of them it runs less often, so that it costs a percent at most. */
    private static final int THREADS_PER_REAP_INTERVAL = 10_000;

    private static final ScheduledThreadPoolExecutor TIMER = timer();
    private static final Set<HandOff> POLLED = ConcurrentHashMap.newKeySet();

    static {
        Future<?> unused = TIMER.schedule(Watch::reap, REAP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Watch() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "arenas-watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Starts the thread, by loading this class. */
    static void start() {}

    /** Looks at a lock again and again until nothing on it depends on a cheap release. */
    static void poll(HandOff lock) {
        if (POLLED.add(lock)) {
            poll(lock, FIRST_POLL_NANOS);
        }
    }

    private static void poll(HandOff lock, long delayNanos) {
        Future<?> unused = TIMER.schedule(() -> repoll(lock, delayNanos), delayNanos, TimeUnit.NANOSECONDS);
    }

    private static void repoll(HandOff lock, long delayNanos) {
        // Removed before the look: who finds the lock polled relies on a look that comes after.
        POLLED.remove(lock);
        if (!lock.pollSwitch() && POLLED.add(lock)) {
            poll(lock, Math.min(2 * delayNanos, LONGEST_POLL_NANOS));
        }
    }

    private static void reap() {
        try {
            Executions.reap();
        } catch (RuntimeException e) {
            LOG.error("looking for dead holders failed", e);
        } finally {
            long factor = 1L + Executions.size() / THREADS_PER_REAP_INTERVAL;
            Future<?> unused = TIMER.schedule(Watch::reap, REAP_MILLIS * factor, TimeUnit.MILLISECONDS);
        }
    }
}
