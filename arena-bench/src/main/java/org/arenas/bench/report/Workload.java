package org.arenas.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whole programs in several models, side by side with the same work: what the page shows of them. */
enum Workload {
    CACHE_5(
            "Cache, 5 % writes",
            "CacheBenchmark.%s writesPerMille=50",
            new Solution(Model.ARENAS, "arena", "one arena"),
            new Solution(Model.ARENAS, "arenaSharded", "an arena a shard"),
            new Solution(Model.BEHAVIOURS, "behaviours", "behaviours"),
            new Solution(Model.ACTORS, "actor", "an actor"),
            new Solution(Model.THREADS, "concurrentHashMap", "ConcurrentHashMap"),
            new Solution(Model.THREADS, "stampedLock", "StampedLock")),
    CACHE_01(
            "Cache, 0.1 % writes",
            "CacheBenchmark.%s writesPerMille=1",
            new Solution(Model.ARENAS, "arena", "one arena"),
            new Solution(Model.ARENAS, "arenaSharded", "an arena a shard"),
            new Solution(Model.BEHAVIOURS, "behaviours", "behaviours"),
            new Solution(Model.ACTORS, "actor", "an actor"),
            new Solution(Model.THREADS, "concurrentHashMap", "ConcurrentHashMap"),
            new Solution(Model.THREADS, "stampedLock", "StampedLock")),
    ORDER_BOOK(
            "Order book",
            "OrderBookBenchmark.%s",
            new Solution(Model.ARENAS, "borrows", "borrows"),
            new Solution(Model.BEHAVIOURS, "behaviours", "behaviours"),
            new Solution(Model.ACTORS, "actors", "actors"),
            new Solution(Model.THREADS, "locks", "locks"),
            new Solution(Model.PROCESSES, "processPool", "processes")),
    GRAPH_WALK(
            "Graph walk",
            "GraphWalkBenchmark.%s",
            new Solution(Model.ARENAS, "borrowEach", "a borrow a step"),
            new Solution(Model.ARENAS, "borrowAll", "one borrow of all"),
            new Solution(Model.BEHAVIOURS, "behaviours", "behaviours"),
            new Solution(Model.ACTORS, "actors", "actors"),
            new Solution(Model.THREADS, "atomics", "atomics"),
            new Solution(Model.THREADS, "monitors", "monitors")),
    NUMERIC_KERNEL(
            "Numeric kernel",
            "NumericKernelBenchmark.%s",
            new Solution(Model.ARENAS, "splitBorrows", "split borrows"),
            new Solution(Model.THREADS, "freeThreads", "free threads"),
            new Solution(Model.PROCESSES, "processPool", "processes")),
    GENOMES(
            "Genomes",
            "genomes.GenomesBenchmark.%s",
            new Solution(Model.ARENAS, "borrows", "borrows, shared tables"),
            new Solution(Model.BEHAVIOURS, "behaviours", "behaviours, own tables"),
            new Solution(Model.ACTORS, "actors", "actors, own tables"),
            new Solution(Model.THREADS, "ownTables", "own tables"),
            new Solution(Model.THREADS, "lockedStripes", "locks, shared tables"),
            new Solution(Model.PROCESSES, "processPool", "processes")),
    FLIGHTS(
            "Flights",
            "flights.FlightsBenchmark.%s",
            new Solution(Model.ARENAS, "groupBorrows", "borrows, one thread"),
            new Solution(Model.BEHAVIOURS, "behaviours", "behaviours"),
            new Solution(Model.BEHAVIOURS, "inOrder", "InOrder"),
            new Solution(Model.ACTORS, "actors", "actors"),
            new Solution(Model.THREADS, "futures", "futures"),
            new Solution(Model.THREADS, "replay", "one thread"));

    private final String title;
    private final String selector;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<Solution> solutions;

    Workload(String title, String selector, Solution... solutions) {
        this.title = title;
        this.selector = selector;
        this.solutions = List.of(solutions);
    }

    /** What a solution is written with. */
    enum Model {
        ARENAS("own-0", "arenas"),
        BEHAVIOURS("own-1", "behaviours"),
        ACTORS("other-0", "Akka Typed"),
        THREADS("other-1", "free threads"),
        PROCESSES("other-3", "processes");

        private final String style;
        private final String words;

        Model(String style, String words) {
            this.style = style;
            this.words = words;
        }

        String style() {
            return style;
        }

        String words() {
            return words;
        }
    }

    /** A method that solves it. */
    record Solution(Model model, String method, String words) {}

    /** {@return the workload that a benchmark belongs to} */
    static Optional<Workload> of(Job job) {
        return Stream.of(values())
                .filter(workload -> workload.selectors().stream().anyMatch(job::is))
                .findFirst();
    }

    String title() {
        return title;
    }

    /** {@return whether the time is that of a whole run, and not of one of its operations} */
    boolean isRun() {
        return this == NUMERIC_KERNEL || this == GENOMES || this == FLIGHTS;
    }

    List<Solution> solutions() {
        return solutions;
    }

    List<Selector> selectors() {
        return solutions.stream().map(this::selector).toList();
    }

    Selector selector(Solution solution) {
        return Selector.of(selector.formatted(solution.method()));
    }
}
