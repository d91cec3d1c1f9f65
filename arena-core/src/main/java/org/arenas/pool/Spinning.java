package org.arenas.pool;

import java.util.function.BooleanSupplier;

/**
 * Whether it pays to look again and again for a moment before parking: learned from how it went. It does while those who wait
 * for each other have a processor each; if they share one, then who looks keeps the other from doing anything.
 *
 * <p><b>Thread-safety.</b> Any thread; a lost count is no harm.
 */
final class Spinning {
    private static final boolean POSSIBLE = Runtime.getRuntime().availableProcessors() > 1;
    private static final int LOOKS = 200;
    private static final int MOST_MISSES = 4;
    private static final int REST = 100;

    /** How often in a row it came to nothing; beyond that, how often it was not tried since. */
    private int misses;

    /** False if it came to nothing lately; every now and then it is worth a try all the same. */
    boolean isWorthwhile() {
        int seen = misses;
        if (seen < MOST_MISSES) {
            return POSSIBLE;
        }
        misses = seen < MOST_MISSES + REST ? seen + 1 : MOST_MISSES - 1;
        return false;
    }

    /** It was tried, and what was waited for came or did not. */
    void tried(boolean came) {
        if (!came) {
            misses++;
        } else if (misses != 0) {
            misses = 0;
        }
    }

    /** Looks again and again whether something is true; {@return whether it is} */
    boolean until(BooleanSupplier condition) {
        for (int i = 0; i < LOOKS; i++) {
            if (condition.getAsBoolean()) {
                tried(true);
                return true;
            }
            Thread.onSpinWait();
        }
        tried(false);
        return false;
    }
}
