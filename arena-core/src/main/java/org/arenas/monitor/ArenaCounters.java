package org.arenas.monitor;

/**
 * What happened on one arena since it was created. Always on: an uncontended borrow pays one increment of a field that
 * its holder owns anyway.
 *
 * @param acquisitions exclusive and shared acquisitions: those of tasks and behaviours included, and those that were given
 *     back at once because another arena wanted in the same step was not free; a nested exclusive borrow is none
 * @param contended acquisitions by threads that did not get the arena at the first attempt
 * @param resolvedBySpinning contended ones that got the arena before they parked
 * @param resolvedByParking contended ones that parked at least once
 * @param waitedNanos time that threads have waited for this arena, in all, in nanoseconds
 * @param longestWaitNanos longest such wait in nanoseconds
 * @param longestHoldNanos longest exclusive hold in nanoseconds, of those that mattered to anybody: a hold is timed from
 *     its start if its owner had been queued for it, else from the moment the first thread waited for its end
 */
public record ArenaCounters(
        long acquisitions,
        long contended,
        long resolvedBySpinning,
        long resolvedByParking,
        long waitedNanos,
        long longestWaitNanos,
        long longestHoldNanos) {}
