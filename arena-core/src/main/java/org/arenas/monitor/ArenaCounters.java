package org.arenas.monitor;

/**
 * What happened on one arena since it was created. Always on: an uncontended borrow pays one increment of a field that
 * its holder owns anyway.
 *
 * @param acquisitions exclusive and shared acquisitions, those of tasks and behaviours included
 * @param contended acquisitions by threads that did not get the arena at the first attempt
 * @param resolvedBySpinning contended ones that got the arena before they parked
 * @param resolvedByParking contended ones that parked at least once
 * @param waitedNanos time that threads have waited for this arena, in all, in nanoseconds
 * @param longestWaitNanos longest such wait in nanoseconds
 * @param longestHoldNanos longest exclusive hold in nanoseconds, of those that were timed: every contended one, and one
 *     uncontended one in 1,024
 */
public record ArenaCounters(
        long acquisitions,
        long contended,
        long resolvedBySpinning,
        long resolvedByParking,
        long waitedNanos,
        long longestWaitNanos,
        long longestHoldNanos) {}
