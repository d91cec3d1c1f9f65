package org.arenas.bench.report;

import java.time.Duration;

/**
 * How much is measured, and for how long. Each benchmark is run in several passes over all of them, with one JVM a pass: what
 * changes on the machine in the course of the run shows in the errors instead of in some of the figures, and a run that is
 * stopped early has something of everything. A workload, a curve, and what counts runs instead of time get one pass of a bounded
 * edition.
 *
 * @param name as the page shows it
 * @param everything whether all benchmarks are run, or those that a target needs
 * @param passes how many JVMs each benchmark gets
 * @param warmups how many iterations of warm-up
 * @param iterations how many are measured
 * @param budget what all of it may take; with zero, each benchmark's own settings count
 */
record Edition(String name, boolean everything, int passes, int warmups, int iterations, Duration budget) {
    private static final Duration START = Duration.ofMillis(700);
    private static final Duration ONCE = Duration.ofSeconds(3);
    private static final long SHORTEST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 500;

    static Edition quick() {
        return new Edition("quick", false, 1, 2, 3, Duration.ofSeconds(105));
    }

    static Edition standard() {
        return new Edition("standard", false, 2, 3, 4, Duration.ofSeconds(590));
    }

    static Edition full() {
        return new Edition("full", true, 3, 5, 5, Duration.ZERO);
    }

    /** {@return whether a run has an end of its own} */
    boolean bounded() {
        return !budget.isZero();
    }

    /** {@return whether so many JVMs with iterations as short as they may be fit, and so many benchmarks whose time is that of a run} */
    boolean fits(int jvms, int once) {
        return !bounded()
                || timeLeft(once)
                                .compareTo(
                                        pass(Duration.ofMillis(SHORTEST_MILLIS)).multipliedBy(jvms))
                        >= 0;
    }

    /** {@return how long an iteration is, for so many JVMs and so many benchmarks whose time is that of a run to fit} */
    Duration iteration(int jvms, int once) {
        long each = timeLeft(once)
                .dividedBy(Math.max(1, jvms))
                .minus(START)
                .dividedBy(warmups + iterations)
                .toMillis();
        return Duration.ofMillis(Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, each)));
    }

    /** {@return after what time one JVM has gone wrong} */
    Duration patience() {
        return bounded() ? Duration.ofSeconds(30) : Duration.ofMinutes(10);
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
