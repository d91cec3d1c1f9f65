package org.arenas.bench.report;

import java.util.Locale;

/** Numbers with their units, as people read them: three digits, and a unit that fits them. */
final class Units {
    private static final double SMALL = 0.005;
    private static final String[] TIMES = {"ns", "µs", "ms", "s"};
    private static final double THOUSAND = 1_000;

    private Units() {}

    /** {@return how many nanoseconds the unit has} */
    static double nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "min" -> 60e9;
            default -> throw new IllegalArgumentException("unknown unit of time: unit=" + unit);
        };
    }

    /** {@return a time, such as {@code 46.0 µs}} */
    static String time(double nanos) {
        int step = timeStep(nanos);
        return number(nanos / Math.pow(THOUSAND, step)) + " " + TIMES[step];
    }

    /** {@return a time with its error, both in the unit that fits the time} */
    static String time(double nanos, double error) {
        int step = timeStep(nanos);
        double divisor = Math.pow(THOUSAND, step);
        return withError(nanos / divisor, error / divisor) + " " + TIMES[step];
    }

    private static int timeStep(double nanos) {
        int step = 0;
        double value = Math.abs(nanos);
        while (step < TIMES.length - 1 && value >= THOUSAND) {
            value /= THOUSAND;
            step++;
        }
        return step;
    }

    /** {@return bytes, whole if they are many, and none at all below what measuring itself allocates} */
    static String bytes(double bytes) {
        if (bytes < Rule.NO_BYTES) {
            return "0 B";
        }
        return String.format(Locale.ROOT, bytes < 10 ? "%.1f B" : "%,.0f B", bytes);
    }

    /** {@return a score in its own terms: time, rate or bytes, with its error} */
    static String scoreInWords(Figure figure) {
        return switch (figure.kind()) {
            case TIME -> time(figure.cost(), figure.costError());
            case RATE -> rate(1e9 / figure.cost(), 1e9 / figure.cost() * figure.relativeError());
            case SIZE -> bytes(figure.score());
        };
    }

    private static String rate(double perSecond, double error) {
        if (perSecond >= 1e6) {
            return withError(perSecond / 1e6, error / 1e6) + " M/s";
        }
        if (perSecond >= THOUSAND) {
            return withError(perSecond / THOUSAND, error / THOUSAND) + " k/s";
        }
        return withError(perSecond, error) + " /s";
    }

    /** The error has the digits of the value, and one more if it would be nothing else. */
    private static String withError(double value, double error) {
        if (Double.isNaN(error)) {
            return number(value);
        }
        int decimals = decimals(Math.abs(value));
        if (error < 0.5 * Math.pow(10, -decimals)) {
            decimals++;
        }
        return decimal(value, decimals) + " ± " + decimal(error, decimals);
    }

    /** {@return a number with as many digits as say something} */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "?";
        }
        return size >= SMALL || size == 0 ? decimal(value, decimals(size)) : String.format(Locale.ROOT, "%.1g", value);
    }

    private static int decimals(double size) {
        if (size >= 100) {
            return 0;
        }
        return size >= 10 ? 1 : 2;
    }

    private static String decimal(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−');
    }

    /** {@return how much faster or slower than the baseline}, of how many times as fast */
    static String speed(double timesAsFast) {
        if (Math.abs(Math.log(timesAsFast)) < SMALL) {
            return "as fast";
        }
        return timesAsFast >= 1 ? times(timesAsFast) + "× faster" : times(1 / timesAsFast) + "× slower";
    }

    /** {@return how much smaller or larger than the baseline}, of how many times as small */
    static String size(double timesAsSmall) {
        return timesAsSmall >= 1 ? times(timesAsSmall) + "× smaller" : times(1 / timesAsSmall) + "× larger";
    }

    private static String times(double value) {
        return value >= 10 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
