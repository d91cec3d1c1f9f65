package org.arenas.examples.genomes;

import java.util.List;

/** How long one model took in each round, in nanoseconds. */
record Timing(String model, String description, List<Long> nanos) {
    Timing {
        nanos = List.copyOf(nanos);
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("no rounds: model=" + model);
        }
    }

    int rounds() {
        return nanos.size();
    }

    double medianMillis() {
        List<Long> sorted = nanos.stream().sorted().toList();
        int half = sorted.size() / 2;
        long high = sorted.get(half);
        long low = sorted.size() % 2 == 1 ? high : sorted.get(half - 1);
        return (low + high) / 2.0 / 1e6;
    }

    double fastestMillis() {
        return nanos.stream().mapToLong(Long::longValue).min().orElseThrow() / 1e6;
    }

    double slowestMillis() {
        return nanos.stream().mapToLong(Long::longValue).max().orElseThrow() / 1e6;
    }
}
