package org.arenas.bench.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a benchmark measured: a score with its error, the half-width of the 99.9 % interval, in the unit it was measured in. An
 * error that is not known, as that of a single sample, is NaN.
 *
 * @param benchmark the full name of class and method
 * @param params the values of its parameters
 * @param threads how many threads it ran with
 * @param unit such as {@code ns/op}, {@code ops/ms} or {@code B/op}
 * @param score the mean
 * @param error half the width of its interval
 * @param bytes what an operation allocated, NaN if nobody looked
 */
record Figure(
        String benchmark,
        Map<String, String> params,
        int threads,
        String unit,
        double score,
        double error,
        double bytes) {
    private static final String PACKAGE = "org.arenas.bench.";

    Figure {
        params = new TreeMap<>(params);
    }

    /** What is measured. */
    enum Kind {
        TIME,
        RATE,
        SIZE
    }

    Kind kind() {
        if (unit.startsWith("B")) {
            return Kind.SIZE;
        }
        return unit.startsWith("ops/") ? Kind.RATE : Kind.TIME;
    }

    /** {@return the name without the package of the benchmarks} */
    String name() {
        return benchmark.startsWith(PACKAGE) ? benchmark.substring(PACKAGE.length()) : benchmark;
    }

    String method() {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    /** {@return the name of its class, with that of the class around it} */
    String type() {
        return name().substring(0, name().lastIndexOf('.'));
    }

    /** {@return the name of the top-level class} Nested classes hold variants of one benchmark. */
    String family() {
        for (String part : type().split("\\.", -1)) {
            if (Character.isUpperCase(part.charAt(0))) {
                return part;
            }
        }
        return type();
    }

    /** {@return name and parameters: what two reports have in common} */
    String key() {
        return params.isEmpty() ? name() : name() + " " + paramsInWords();
    }

    String paramsInWords() {
        return params.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** {@return what an operation costs: nanoseconds of a time or a rate, bytes of a size} */
    double cost() {
        return switch (kind()) {
            case TIME -> score * Units.nanos(unit.substring(0, unit.indexOf('/')));
            case RATE -> Units.nanos(unit.substring(unit.indexOf('/') + 1)) / score;
            case SIZE -> score;
        };
    }

    /** {@return the error as a share of the score} It is the same for the time and for the rate, to the first order. */
    double relativeError() {
        return error / score;
    }

    /** {@return the error of the cost} */
    double costError() {
        return cost() * relativeError();
    }

    /** {@return what was allocated, as a figure of its own} */
    Figure allocation() {
        return new Figure(benchmark, params, threads, "B/op", bytes, Double.NaN, bytes);
    }

    @Override
    public String toString() {
        return Units.scoreInWords(this);
    }
}
