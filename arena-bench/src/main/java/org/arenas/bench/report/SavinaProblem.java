package org.arenas.bench.report;

import java.util.Map;

/**
 * The benchmarks of the Savina suite (Imam and Sarkar, AGERE 2014), by the names that the benchmark's parameter has, with the
 * medians of others for reference: the C++ runtime of Verona and classic Akka, on another machine with two processors.
 */
enum SavinaProblem {
    BANKING("Banking", 13, 280),
    BARBER("Sleeping barber", 12, 0),
    BIG("Big", 416, 0),
    BOUNDED_BUFFER("Bounded buffer", 0, 0),
    CHAMENEOS("Chameneos", 98, 272),
    COUNT("Count", 55, 239),
    DICTIONARY("Concurrent dictionary", 67, 242),
    FIB("Fib", 14, 2_599),
    FORK_JOIN_CREATE("Fork-join, create", 12, 0),
    FORK_JOIN_THROUGHPUT("Fork-join, throughput", 62, 0),
    LOGISTIC_MAP("Logistic map", 28, 359),
    PHILOSOPHERS("Philosophers", 18, 461),
    PING_PONG("Ping-pong", 4.4, 103),
    QUICKSORT("Quicksort", 94, 0),
    SIEVE("Sieve", 83, 0),
    SMOKERS("Cigarette smokers", 0, 0),
    THREAD_RING("Thread ring", 4.6, 148),
    TRAPEZOID("Trapezoid", 425, 0);

    static final String BENCHMARK = "savina.SavinaBenchmark.run";
    static final String ARENAS = "ARENAS";
    static final String ACTORS = "ACTORS";
    static final String THREADS = "THREADS";

    private final String title;
    private final double veronaMillis;
    private final double akkaMillis;

    SavinaProblem(String title, double veronaMillis, double akkaMillis) {
        this.title = title;
        this.veronaMillis = veronaMillis;
        this.akkaMillis = akkaMillis;
    }

    String title() {
        return title;
    }

    /** {@return the median of Verona's C++ runtime, or 0} */
    double veronaMillis() {
        return veronaMillis;
    }

    /** {@return the median of classic Akka, or 0} */
    double akkaMillis() {
        return akkaMillis;
    }

    String selector(String model) {
        return new Selector(BENCHMARK, Map.of("benchmark", name(), "model", model)).toString();
    }
}
