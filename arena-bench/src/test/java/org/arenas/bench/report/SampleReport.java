package org.arenas.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A report with a made-up result of every benchmark there is, the same each time, in the form that JMH writes. */
final class SampleReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SampleReport() {}

    /** Writes what a run leaves behind, and what is derived from it, into {@code folder}. */
    static Report write(Path folder) throws IOException {
        Files.createDirectories(folder);
        MAPPER.writeValue(folder.resolve(Report.RESULTS).toFile(), results());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", "A processor <of> \"some\" kind & speed");
        facts.put(Machine.BUSY, "2 %");
        facts.put("JDK", "17.0.15");
        facts.put("edition", Edition.standard().inWords());
        facts.put("begun", "1 January 2026, 12:00 UTC");
        List<Figure> footprints = List.of(
                Footprints.figure("org.arenas.bench.FootprintBenchmark.arena.bytesEach", "B", 51),
                Footprints.figure("org.arenas.bench.FootprintBenchmark.heap.bytesEach", "B", 111));
        new RunInfo(facts, footprints, List.of("StuckBenchmark.never: no result within 30 s"))
                .write(folder.resolve(Report.RUN));
        Report report = Report.read(folder);
        report.write(folder);
        return report;
    }

    private static ArrayNode results() {
        SplittableRandom random = new SplittableRandom(7);
        ArrayNode results = MAPPER.createArrayNode();
        for (Job job : Job.all()) {
            if (!job.benchmark().endsWith(SavinaProblem.BENCHMARK) && !isWorkload(job)) {
                boolean rate = job.benchmark().contains(".BehaviourBenchmark.");
                double nanos = Math.exp(1 + 3 * random.nextDouble()) * (rate ? 20 : 1);
                add(
                        results,
                        job.benchmark(),
                        job.params(),
                        rate ? 1e6 / nanos : nanos,
                        rate ? "ops/ms" : "ns/op",
                        random);
            }
        }
        for (SavinaProblem problem : SavinaProblem.values()) {
            for (String model : List.of(SavinaProblem.ARENAS, SavinaProblem.ACTORS, SavinaProblem.THREADS)) {
                add(
                        results,
                        "org.arenas.bench." + SavinaProblem.BENCHMARK,
                        Map.of("benchmark", problem.name(), "model", model),
                        Math.exp(1 + 5 * random.nextDouble()),
                        "ms/op",
                        random);
            }
        }
        for (Workload workload : Workload.values()) {
            for (Workload.Solution solution : workload.solutions()) {
                Selector selector = workload.selector(solution);
                String name = "org.arenas.bench." + selector.benchmark();
                add(
                        results,
                        name,
                        selector.params(),
                        Math.exp(3 + 8 * random.nextDouble()),
                        workload.isRun() ? "us/op" : "ns/op",
                        random);
            }
        }
        return results;
    }

    private static boolean isWorkload(Job job) {
        return Workload.of(job).isPresent();
    }

    private static void add(
            ArrayNode results,
            String benchmark,
            Map<String, String> params,
            double score,
            String unit,
            SplittableRandom random) {
        ObjectNode result = results.addObject();
        result.put("benchmark", benchmark).put("mode", unit.startsWith("ops") ? "thrpt" : "avgt");
        result.put("threads", benchmark.contains("TwoReaders") || benchmark.contains("Contended") ? 2 : 1);
        ObjectNode values = result.putObject("params");
        params.forEach(values::put);
        metric(result.putObject("primaryMetric"), score, random, unit);
        metric(
                result.putObject("secondaryMetrics").putObject("gc.alloc.rate.norm"),
                48 * random.nextInt(2),
                random,
                "B/op");
    }

    private static void metric(ObjectNode metric, double score, SplittableRandom random, String unit) {
        metric.put("score", score)
                .put("scoreError", score * random.nextDouble() * 0.2)
                .put("scoreUnit", unit);
    }
}
