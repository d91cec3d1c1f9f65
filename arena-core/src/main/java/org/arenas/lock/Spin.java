package org.arenas.lock;

import java.util.concurrent.locks.LockSupport;

/** Waiting for another thread that is between two instructions. */
public final class Spin {
    /*
     * The other thread may have lost its core, so a wait that lasts gives it this one. To yield for ever would not do: on
     * virtual threads, two that yield in turn keep the queue of their carrier from ever being empty, and a carrier looks at
     * what was submitted from outside, which may be the very thread they wait for, only when its own queue is empty. So a
     * long wait parks, for a little longer each time.
     */
    private static final int BEFORE_YIELD = 64;
    private static final int BEFORE_PARK = BEFORE_YIELD + 64;
    private static final long FIRST_PARK_NANOS = 10_000;
    private static final int DOUBLINGS = 7;

    private Spin() {}

    /**
     * One step of a wait that ends as soon as the other thread runs: pauses at first, then lets that thread have the core.
     * Keeps the interrupt status.
     *
     * @param spins how many steps there were before
     */
    @SuppressWarnings("ThreadPriorityCheck") // See above.
    public static void once(int spins) {
        if (spins < BEFORE_YIELD) {
            Thread.onSpinWait();
        } else if (spins < BEFORE_PARK) {
            Thread.yield();
        } else {
            park(FIRST_PARK_NANOS << Math.min(spins - BEFORE_PARK, DOUBLINGS));
        }
    }

    private static void park(long nanos) {
        boolean interrupted = Thread.interrupted(); // or it would not park
        LockSupport.parkNanos(nanos);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
