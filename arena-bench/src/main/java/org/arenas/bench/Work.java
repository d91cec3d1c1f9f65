package org.arenas.bench;

/** Work of a known length, each step of which waits for the one before. */
public final class Work {
    /** What a round takes, about, on the machines of the published figures. */
    private static final double ROUND_NANOS = 1.64;

    private Work() {}

    /** {@return how many rounds take so long}, one at least. */
    public static int roundsOf(long nanos) {
        return (int) Math.max(1, nanos / ROUND_NANOS);
    }

    /** {@return a number that takes so many rounds to find} */
    public static long rounds(long seed, int rounds) {
        long state = seed;
        for (int i = 0; i < rounds; i++) {
            // Not a plain linear step, of which the JIT would make a few for all.
            state = (state ^ state >>> 29) * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        }
        return state;
    }
}
