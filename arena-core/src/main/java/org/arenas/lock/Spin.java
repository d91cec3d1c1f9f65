package org.arenas.lock;

/** Waiting for another thread that is between two instructions. */
final class Spin {
    private static final int BEFORE_YIELD = 64;

    private Spin() {}

    /**
     * One step of a wait that ends as soon as the other thread runs: pauses at first, then lets that thread have the core.
     *
     * @param spins how many steps there were before
     */
    @SuppressWarnings("ThreadPriorityCheck") // The other thread may have lost its core between two instructions.
    static void once(int spins) {
        if (spins < BEFORE_YIELD) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
