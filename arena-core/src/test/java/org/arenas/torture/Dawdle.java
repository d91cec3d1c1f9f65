package org.arenas.torture;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Takes a while, now and then, so that others come in between. */
final class Dawdle {
    private static final int LONGEST_SPIN = 400;
    private static final int PARK_NANOS = 30_000;

    private Dawdle() {}

    /** Mostly nothing, sometimes a few microseconds, seldom long enough to lose the core. */
    static void aBit(SplittableRandom random) {
        int chance = random.nextInt(256);
        if (chance == 0) {
            LockSupport.parkNanos(PARK_NANOS);
        } else if (chance < 32) {
            for (int i = random.nextInt(LONGEST_SPIN); i > 0; i--) {
                Thread.onSpinWait();
            }
        }
    }
}
