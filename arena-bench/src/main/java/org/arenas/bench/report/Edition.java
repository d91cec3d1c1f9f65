package org.arenas.bench.report;

import java.time.Duration;

/**
 * How much is measured, and for how long. With several passes, each goes over all benchmarks, with a JVM of its own for each:
 * what changes on the machine in the course of the run shows in the errors instead of in some of the figures. A bounded edition
 * has one pass: a second JVM for each benchmark would leave neither of them the time to compile what it measures.
 *
 * @param name as the page shows it
 * @param everything whether all benchmarks are run, or those that a target needs
 * @param passes how many JVMs each benchmark gets
 * @param warmups how many iterations of warm-up
 * @param iterations how many are measured
 * @param budget what all of it may take; with zero, each benchmark's own settings count
 */
record Edition(String name, boolean everything, int passes, int warmups, int iterations, Duration budget) {
    private static final Duration START = Duration.ofSeconds(1);
    private static final Duration ONCE = Duration.ofMillis(4_500);
    private static final long SHORTEST_MILLIS = 80;
    private static final long LONGEST_MILLIS = 500;
    private static final int MORE_WARM_UP_RUNS = 2;
    private static final int MOST_WARM_UP_RUNS = 6;

    static Edition quick() {
        return new Edition("quick", false, 1, 2, 3, Duration.ofSeconds(105));
    }

    static Edition standard() {
        return new Edition("standard", false, 1, 7, 4, Duration.ofSeconds(590));
    }

    static Edition full() {
        return new Edition("full", true, 3, 5, 5, Duration.ZERO);
    }

    /** {@return whether a run has an end of its own} */
    boolean bounded() {
        return !budget.isZero();
    }

    /** {@return whether so many benchmarks with iterations as short as they may be fit, and so many whose time is that of a run} */
    boolean fits(int timed, int once) {
        return !bounded()
                || timeLeft(once)
                                .compareTo(
                                        pass(Duration.ofMillis(SHORTEST_MILLIS)).multipliedBy(timed))
                        >= 0;
    }

    /** {@return how long an iteration is, for so many benchmarks and so many whose time is that of a run to fit} */
    Duration iteration(int timed, int once) {
        long each = timeLeft(once)
                .dividedBy(Math.max(1, timed))
                .minus(START)
                .dividedBy(warmups + iterations)
                .toMillis();
        return Duration.ofMillis(Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, each)));
    }

    /** {@return how many runs of warm-up there are for what counts runs: each may be long} */
    int warmUpRuns() {
        return Math.min(MOST_WARM_UP_RUNS, warmups + MORE_WARM_UP_RUNS);
    }

    /** {@return after what time one JVM has gone wrong} */
    Duration patience() {
        return bounded() ? Duration.ofMinutes(1) : Duration.ofMinutes(10);
    }

    private Duration timeLeft(int once) {
        return budget.minus(ONCE.multipliedBy(once));
    }

    private Duration pass(Duration iteration) {
        return START.plus(iteration.multipliedBy(warmups + iterations));
    }

    /** {@return its name, and what that means} */
    String inWords() {
        return bounded()
                ? String.format(
                        "%s: %d %s of %d + %d iterations each, within %d minutes",
                        name,
                        passes,
                        passes == 1 ? "JVM" : "JVMs",
                        warmups,
                        iterations,
                        Math.round(budget.toSeconds() / 60.0))
                : name + ": all benchmarks, " + passes + " JVMs each, with the settings of the benchmarks";
    }
}
