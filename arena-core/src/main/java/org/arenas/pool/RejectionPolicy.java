package org.arenas.pool;

/** What becomes of a task that a pool has no room for. Once a pool is shut down, {@link #ABORT} and {@link #BLOCK} throw and
 * the others drop the task. */
public enum RejectionPolicy {
    /** Who gives it gets a {@link java.util.concurrent.RejectedExecutionException}. */
    ABORT,
    /** Who gives it runs it. */
    CALLER_RUNS,
    /**
     * Who gives it waits for room. A task of a pool that gives to its own full pool runs the given task itself instead,
     * because it would otherwise wait for itself.
     */
    BLOCK,
    /** It is dropped, and its future cancelled. */
    DISCARD,
    /** The oldest queued task is dropped in its place, and that one's future cancelled. */
    DISCARD_OLDEST
}
