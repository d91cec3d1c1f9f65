package org.arenas.monitor;

import java.util.Locale;

/**
 * How much is remembered about who acquired and released a borrow where, chosen once for the life of the JVM by the
 * system property {@code arenas.diagnostics}: {@code off}, {@code contended} (the default), {@code sampled} or {@code
 * full}.
 */
public enum Diagnostics {
    /** Nothing: errors name arenas and executions, never sites. */
    OFF,
    /** The site of an acquisition that had to park, and the place of each move. */
    CONTENDED,
    /** As {@link #CONTENDED}, and one uncontended acquisition in 1,024. */
    SAMPLED,
    /** The site of every acquisition and of every release; costs microseconds each. */
    FULL;

    /** The level in force. */
    public static final Diagnostics LEVEL = parse(System.getProperty("arenas.diagnostics", "contended"));

    /** True if every site is kept: a constant that the JIT folds. */
    public static final boolean KEEP_ALL = LEVEL == FULL;

    /** True if the sites of acquisitions that waited and the places of moves are kept. */
    public static final boolean KEEP_CONTENDED = LEVEL != OFF;

    /** True if the sites of one in 1,024 uncontended acquisitions are kept. */
    public static final boolean KEEP_SAMPLED = LEVEL == SAMPLED;

    private static Diagnostics parse(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unknown diagnostics level: arenas.diagnostics=" + text + "; use off, contended, sampled or full",
                    e);
        }
    }
}
