package org.arenas.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends maps early, from any thread: from a signal handler, a button, another task, or the map's own progress callback. What is
 * done is kept: the map returns its results so far instead of throwing.
 *
 * <pre>{@code
 * MapControl control = new MapControl();
 * List<Integer> some = pool.map(numbers).control(control).with(n -> n * n).toList();   // elsewhere: control.cancel()
 * }</pre>
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
public final class MapControl {
    private final Set<Job<?>> jobs = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** A control that has cancelled nothing yet. */
    public MapControl() {}

    /**
     * Ends the maps that have this control, and those that will have it: they begin no more items. Items that are being done
     * are finished, not interrupted. Does not wait.
     */
    public void cancel() {
        cancelled = true;
        jobs.forEach(Job::cancel);
    }

    /** {@return true once {@link #cancel} was called} */
    public boolean isCancelled() {
        return cancelled;
    }

    void attach(Job<?> job) {
        jobs.add(job);
        if (cancelled) {
            job.cancel();
        }
    }

    void detach(Job<?> job) {
        jobs.remove(job);
    }
}
