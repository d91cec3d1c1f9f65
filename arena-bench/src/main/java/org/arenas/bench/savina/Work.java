package org.arenas.bench.savina;

import java.util.SplittableRandom;

/** The computations that the definitions ask for. */
final class Work {
    private static final double THETA = 37.2;
    private static final double SCALE = 1_000_000;
    private static final int LOGARITHMS = 100;
    private static final double LEAST = 0.01;

    private Work() {}

    /** A sine or two; whole, so that a sum of them does not depend on its order. */
    static long compute(int step) {
        double sine = Math.sin(THETA + step);
        return (long) (SCALE * sine * sine);
    }

    /** The sum of what {@link #compute} gives for the first steps. */
    static long computeAll(int steps) {
        long sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += compute(i);
        }
        return sum;
    }

    /** Random numbers, thrown away but for their sum: the definition's busy wait. */
    static long busy(long seed, int steps) {
        long sum = 0;
        long random = seed;
        for (int i = 0; i < steps; i++) {
            random = random * 0x5851_f42d_4c95_7f2dL + 0x1405_7b7e_f767_814fL;
            sum += random >>> 33;
        }
        return sum;
    }

    /** Logarithms of random numbers: what an item of the bounded buffer costs. */
    static long process(long seed, int cost) {
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int i = 0; i < LOGARITHMS * cost; i++) {
            sum += Math.log(random.nextDouble() + LEAST);
        }
        return (long) sum;
    }
}
