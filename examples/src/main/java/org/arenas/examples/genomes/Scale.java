package org.arenas.examples.genomes;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis from zero to a round number.
 *
 * @param max where the axis ends
 * @param step distance between two ticks: 1, 2 or 5 times a power of ten
 */
record Scale(double max, double step) {
    private static final int MAX_TICKS = 6;

    /** The shortest such axis that holds {@code value}. */
    static Scale upTo(double value) {
        double rough = Math.max(value, 1e-6) / MAX_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
        return new Scale(Math.ceil(value / step) * step, step);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= max + step / 2; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
