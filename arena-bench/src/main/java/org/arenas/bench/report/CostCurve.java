package org.arenas.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.arenas.VirtualThreads;

/** A benchmark that was written for its curve: what the page says of it, and what a bounded edition measures of it. */
enum CostCurve {
    ARENAS(
            "ArenaCountBenchmark",
            "arenas",
            "number of arenas",
            "A change, by number of arenas",
            "Two threads increment objects at random; the time is what one of them sees.",
            Set.of("BORROWS", "BEHAVIOURS"),
            Set.of("BORROWS", "BEHAVIOURS", "REENTRANT_LOCK", "ACTORS"),
            List.of("1", "16", "4096")),
    CONFLICTS(
            "ConflictBenchmark",
            "percentHot",
            "percent of the changes that both threads want",
            "A change, by percent of conflicts",
            "Two threads change an object of their own, and now and then one that both want; 100 ns of work.",
            Set.of("BORROWS", "BEHAVIOURS"),
            Set.of("BORROWS", "BEHAVIOURS", "REENTRANT_LOCK"),
            List.of("0", "10", "100")),
    READERS(
            "ReaderShareBenchmark",
            "percentReads",
            "percent of reads",
            "An access, by percent of reads",
            "Two threads use one object; 100 ns of work to read or to write.",
            Set.of("BORROWS", "BEHAVIOURS"),
            Set.of("BORROWS", "READ_WRITE_LOCK", "STAMPED_LOCK"),
            List.of("0", "90", "100")),
    TASK_SIZE(
            "TaskSizeBenchmark",
            "nanos",
            "work of a task, in nanoseconds",
            "Work of 20 ms, by size of its tasks",
            "All of it, in tasks of a size: half of the sequential loop’s time is the best two processors can do.",
            Set.of("behaviours", "interpreters", "parMap"),
            Set.of("behaviours", "parMap", "parallelStream", "sequentialLoop"),
            List.of("100", "10000", "1000000")),
    WORKERS(
            "WorkersBenchmark",
            "workers",
            "number of workers",
            "Work of 10 ms, by number of workers",
            "A thousand pieces of 10 µs, up to twice as many workers as there are processors.",
            Set.of("parMap", "pool"),
            Set.of("parMap", "parallelStream"),
            List.of("1", "2", "4")),
    POPULATION(
            "PopulationBenchmark",
            "workers",
            "number of workers",
            "A worker’s life, by how many there are",
            "All are created, each gets a message, and all end; the time of one, and the bytes of heap it allocates.",
            Set.of("interpreters"),
            Set.of("interpreters", "actors", "platformThreads"),
            List.of("1", "100", "10000"));

    private static final String PACKAGE = "org.arenas.bench.curve.";
    private static final String MODEL = "model";
    private static final int MOST_WORKERS_PER_PROCESSOR = 2;

    private final String family;
    private final String param;
    private final String axis;
    private final String title;
    private final String lead;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> ours;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> brief;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> points;

    CostCurve(
            String family,
            String param,
            String axis,
            String title,
            String lead,
            Set<String> ours,
            Set<String> brief,
            List<String> points) {
        this.family = family;
        this.param = param;
        this.axis = axis;
        this.title = title;
        this.lead = lead;
        this.ours = ours;
        this.brief = brief;
        this.points = points;
    }

    /** {@return the curve that a benchmark belongs to} */
    static Optional<CostCurve> of(Job job) {
        return Stream.of(values())
                .filter(curve -> job.benchmark().startsWith(PACKAGE + curve.family + "."))
                .findFirst();
    }

    /** {@return the curve that is made of such figures} */
    static Optional<CostCurve> of(String family) {
        return Stream.of(values()).filter(curve -> curve.family.equals(family)).findFirst();
    }

    /** {@return the name of its class} */
    String family() {
        return family;
    }

    /** {@return the parameter that grows} */
    String param() {
        return param;
    }

    /** {@return what that is} */
    String axis() {
        return axis;
    }

    String title() {
        return title;
    }

    /** {@return what is measured, in a sentence} */
    String lead() {
        return lead;
    }

    /** {@return whether the figures are those of so many as the parameter says, and the chart shows one of them} */
    boolean sharesOut() {
        return this == POPULATION;
    }

    /** {@return whether the parameter is a share, of which the ends matter most} */
    boolean isOfPercents() {
        return this == CONFLICTS || this == READERS;
    }

    /** {@return whether the heap is worth a chart of its own} */
    boolean hasBytes() {
        return this == POPULATION;
    }

    /** {@return what the time is of} */
    String timed() {
        return this == TASK_SIZE || this == WORKERS ? "time of all" : "time of one";
    }

    /** {@return the lines that are named here}: models or methods. */
    Set<String> lines() {
        Set<String> lines = new TreeSet<>(ours);
        lines.addAll(brief);
        return lines;
    }

    /** {@return the values that a bounded edition measures} */
    List<String> points() {
        return points;
    }

    boolean isOurs(Figure figure) {
        return ours.contains(line(figure.benchmark(), figure.params().getOrDefault(MODEL, "")));
    }

    /** {@return whose line a figure belongs to} */
    String line(Figure figure) {
        String words = line(figure.benchmark(), figure.params().getOrDefault(MODEL, ""));
        return figure.params().containsKey(MODEL)
                ? words.toLowerCase(Locale.ROOT).replace('_', ' ')
                : words;
    }

    /** The model if there is one; else the method. */
    private static String line(String benchmark, String model) {
        return model.isEmpty() ? benchmark.substring(benchmark.lastIndexOf('.') + 1) : model;
    }

    /** {@return whether a bounded edition measures it, too}: some points of some lines. */
    boolean isBrief(Job job) {
        String line = line(job.benchmark(), job.params().getOrDefault(MODEL, ""));
        return brief.contains(line) && points.contains(job.params().get(param));
    }

    /** {@return whether this machine and JDK are made for it} */
    static boolean makesSense(Job job) {
        if (job.benchmark().endsWith(".virtualThreads")) {
            return VirtualThreads.areSupported();
        }
        return of(job).filter(WORKERS::equals).isEmpty()
                || Integer.parseInt(job.params().getOrDefault(WORKERS.param, "0"))
                        <= MOST_WORKERS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }
}
