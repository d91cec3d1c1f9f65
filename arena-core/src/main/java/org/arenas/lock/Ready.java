package org.arenas.lock;

/** Where a release puts the tasks that it made runnable. */
@FunctionalInterface
public interface Ready {
    /** Hands every task to its carriers. */
    Ready DISPATCH = TaskAcquisition::dispatch;

    /**
     * Takes a task that holds all its arenas; it must be run or dispatched soon.
     *
     * @param task the task
     */
    void add(TaskAcquisition task);
}
