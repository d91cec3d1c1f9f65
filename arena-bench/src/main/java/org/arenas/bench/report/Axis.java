package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to places in a drawing, linear from zero or logarithmic.
 *
 * @param low the value at the first place
 * @param high the value at the last one
 * @param from the first place
 * @param to the last one
 * @param logarithmic whether each step multiplies
 */
record Axis(double low, double high, double from, double to, boolean logarithmic) {
    private static final double[] FINE = {1, 2, 5};
    private static final double MANY_DECADES = 5;

    /** {@return an axis that multiplies, over at least these values} */
    static Axis logarithmic(double low, double high, double from, double to) {
        return new Axis(low, high, from, to, true);
    }

    /** {@return an axis that begins with zero} */
    static Axis linear(double high, double from, double to) {
        return new Axis(0, high, from, to, false);
    }

    /** {@return the place of a value}, at the end of the axis if it lies beyond. */
    double at(double value) {
        double inside = Math.min(high, Math.max(low, value));
        double share = logarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
        return from + share * (to - from);
    }

    /** {@return round values along the axis, at most so many} */
    List<Double> ticks(int most) {
        return logarithmic ? logarithmicTicks(most) : linearTicks(most);
    }

    private List<Double> linearTicks(int most) {
        double step = Math.pow(10, Math.floor(Math.log10(high / most)));
        double chosen = step;
        for (double factor : new double[] {1, 2, 5, 10}) {
            chosen = step * factor;
            if (high / chosen <= most) {
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * chosen <= high * 1.000_1; i++) {
            ticks.add(i * chosen);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks(int most) {
        double decades = Math.log10(high / low);
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        int each = (int) Math.ceil(Math.max(1, decades / Math.min(most, MANY_DECADES)));
        boolean fine = decades * FINE.length <= most;
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            if (Math.floorMod(power, each) != 0) {
                continue;
            }
            for (double factor : FINE) {
                double tick = factor * Math.pow(10, power);
                if ((fine || factor == 1) && tick >= low * 0.999_9 && tick <= high * 1.000_1) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
