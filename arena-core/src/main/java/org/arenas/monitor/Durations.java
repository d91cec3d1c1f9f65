package org.arenas.monitor;

import java.util.Locale;

/** Durations as messages print them: two or three digits and the unit that suits. */
public final class Durations {
    private Durations() {}

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
