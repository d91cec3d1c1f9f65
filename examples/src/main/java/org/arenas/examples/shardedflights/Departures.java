package org.arenas.examples.shardedflights;

import java.util.BitSet;

/** What the destinations need to know of the flights that have left. Belongs to the feeder. */
final class Departures {
    private final double[] delays;
    private final BitSet known = new BitSet();

    Departures(int flights) {
        delays = new double[flights];
    }

    boolean isKnown(int flight) {
        return known.get(flight);
    }

    boolean areAllKnown() {
        return known.cardinality() == delays.length;
    }

    double delay(int flight) {
        return delays[flight];
    }

    /** Takes a delay. {@return false if another one was known, in whichever bit} */
    boolean isSame(int flight, double delay) {
        if (known.get(flight)) {
            return Double.doubleToRawLongBits(delays[flight]) == Double.doubleToRawLongBits(delay);
        }
        known.set(flight);
        delays[flight] = delay;
        return true;
    }
}
