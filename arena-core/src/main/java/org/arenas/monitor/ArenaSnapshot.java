package org.arenas.monitor;

import java.util.List;

/**
 * One arena at one moment.
 *
 * @param id the arena's number, unique in the JVM
 * @param name the arena's name
 * @param state what its lock was doing
 * @param holders who held it: at most one writer, or any number of readers
 * @param waiters who waited for it, in queue order
 * @param counters what happened on it so far
 */
public record ArenaSnapshot(
        long id, String name, State state, List<Holder> holders, List<Waiter> waiters, ArenaCounters counters) {

    /** What an arena's lock is doing. */
    public enum State {
        /** Nobody holds it. */
        FREE,
        /** One execution or behaviour holds it for writing. */
        EXCLUSIVE,
        /** One or more hold it for reading. */
        SHARED,
        /** A thread died while it held the arena; nobody gets it any more. */
        ABANDONED,
        /** Closed, but a last holder has not released it yet. */
        CLOSING,
        /** Closed. */
        CLOSED
    }

    /**
     * Somebody who holds an arena.
     *
     * @param who the execution or behaviour
     * @param exclusive true for a writer
     * @param site where it acquired the arena, or {@code unknown} if the diagnostics level did not keep it
     * @param waitsFor what it is itself waiting for, or empty if it runs
     */
    public record Holder(String who, boolean exclusive, String site, String waitsFor) {}

    /**
     * Somebody who waits for an arena.
     *
     * @param who the execution or behaviour
     * @param exclusive true if it wants to write
     * @param site where it waits; {@code queued} for a behaviour, which blocks no thread
     * @param waitedNanos how long it has waited so far in nanoseconds; 0 for a behaviour
     * @param waitsFor every edge of the wait-for graph that leaves it, in words
     */
    public record Waiter(String who, boolean exclusive, String site, long waitedNanos, List<String> waitsFor) {}

    /** {@return the arena as it is named in messages, for example {@code orders#7}} */
    public String label() {
        return name + "#" + id;
    }
}
