package org.arenas.channel;

import java.util.function.BooleanSupplier;

/**
 * How long threads at one end of a channel look again before they park. Learns: as long as looking helps they look longer,
 * when it was in vain the next one gives up sooner.
 */
final class Linger {
    /*
     * Parking and waking a thread costs some ten microseconds; looking longer than that never pays. With one processor
     * nothing can change while one looks. The numbers are looks, each with a pause; `looks` is written racily, which costs
     * no more than a little learning.
     */
    private static final boolean HELPS = Runtime.getRuntime().availableProcessors() > 1;
    private static final int LEAST = 1 << 5;
    private static final int FIRST = 1 << 8;
    private static final int MOST = 1 << 11;

    private int looks = HELPS ? FIRST : 0;

    /** Whether something became true within a moment. */
    boolean until(BooleanSupplier ready) {
        int most = looks;
        for (int look = 0; look < most; look++) {
            if (ready.getAsBoolean()) {
                if (look > most / 4 && most < MOST) {
                    looks = 2 * most;
                }
                return true;
            }
            Thread.onSpinWait();
        }
        if (most > LEAST) {
            looks = most / 2;
        }
        return false;
    }
}
