package org.arenas.monitor;

import java.time.Duration;
import java.util.Locale;

/** Durations as waits take them, and as messages print them: two or three digits and the unit that suits. */
public final class Durations {
    private Durations() {}

    /**
     * A duration as nanoseconds; what is longer than they can tell is as long as they can.
     *
     * @param duration negative counts as 0
     * @return for a deadline
     */
    public static long nanos(Duration duration) {
        try {
            return Math.max(0, duration.toNanos());
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /**
     * A duration for a person to read.
     *
     * @param nanos the duration in nanoseconds
     * @return for example {@code 250 ms}
     */
    public static String text(long nanos) {
        if (nanos < 10_000) {
            return nanos + " ns";
        }
        if (nanos < 10_000_000) {
            return nanos / 1_000 + " us";
        }
        if (nanos < 10_000_000_000L) {
            return nanos / 1_000_000 + " ms";
        }
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
