package org.arenas.bench;

/** Work of a known length, each step of which waits for the one before. */
final class Work {
    /** What a round takes, about, on the machines of the published figures. */
    static final double ROUND_NANOS = 1.64;

    private Work() {}

    /** {@return a number that takes so many rounds to find} */
    static long rounds(long seed, int rounds) {
        long state = seed;
        for (int i = 0; i < rounds; i++) {
            // Not a plain linear step, of which the JIT would make a few for all.
            state = (state ^ state >>> 29) * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        }
        return state;
    }
}
