package org.arenas.bench.report;

/**
 * The cost of one figure divided by that of another, with its error.
 *
 * <p>With {@code a ± Δa} and {@code b ± Δb} the ratio is {@code r = a / b}, and the error of its logarithm, to the first order
 * and for independent errors, is {@code e = √((Δa / a)² + (Δb / b)²)}. The interval is from {@code r · exp(-e)} to
 * {@code r · exp(e)}: it never reaches zero, and it is the same whether one divides ours by theirs or the other way round. For
 * small errors it is the usual {@code r ± r · e}.
 *
 * @param value the ratio
 * @param logError the error of its logarithm, NaN if that of a figure is not known
 */
record Ratio(double value, double logError) {
    private static final double LARGE_ERROR = 0.7;

    /** {@return the ratio of the costs: below 1 if the first one is cheaper} */
    static Ratio ofCosts(Figure one, Figure other) {
        return new Ratio(one.cost() / other.cost(), Math.hypot(one.relativeError(), other.relativeError()));
    }

    Ratio inverse() {
        return new Ratio(1 / value, logError);
    }

    double low() {
        return Double.isNaN(logError) ? value : value * Math.exp(-logError);
    }

    double high() {
        return Double.isNaN(logError) ? value : value * Math.exp(logError);
    }

    /** {@return whether the interval leaves open on which side of the bound the ratio is} */
    boolean leavesOpen(double bound) {
        return low() <= bound && bound <= high();
    }

    @Override
    public String toString() {
        if (Double.isNaN(logError)) {
            return Units.number(value);
        }
        return logError > LARGE_ERROR
                ? "%s (×/÷ %s)".formatted(Units.number(value), Units.number(Math.exp(logError)))
                : "%s (%s to %s)".formatted(Units.number(value), Units.number(low()), Units.number(high()));
    }
}
