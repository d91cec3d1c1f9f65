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
        facts.put("JDK", "17.0.15");
        facts.put("edition", Edition.standard().inWords());
        facts.put("begun", "1 January 2026, 12:00 UTC");
        List<Figure> footprints = List.of(
                Footprints.figure("org.arenas.bench.FootprintBenchmark.arena.bytesEach", "B", 51),
                Footprints.figure("org.arenas.bench.FootprintBenchmark.heap.bytesEach", "B", 111));
        new RunInfo(facts, footprints, List.of("StuckBenchmark.never: no result within 30 s")).write(folder.resolve(Report.RUN));
        Report report = Report.read(folder);
        report.write(folder);
        return report;
    }

    private static ArrayNode results() {
        SplittableRandom random = new SplittableRandom(7);
        ArrayNode results = MAPPER.createArrayNode();
        for (Job job : Job.all()) {
            boolean rate = job.benchmark().contains(".BehaviourBenchmark.");
            boolean savina = job.singleShot();
            double cost = Math.exp(1 + 3 * random.nextDouble()) * (savina ? 3 : 1) * (rate ? 100 : 1);
            add(results, job, rate, savina, cost, random);
        }
        return results;
    }

    private static void add(ArrayNode results, Job job, boolean rate, boolean savina, double cost, SplittableRandom random) {
        double score = rate ? 1e6 / cost : cost;
        ObjectNode result = results.addObject();
        result.put("benchmark", job.benchmark()).put("mode", rate ? "thrpt" : "avgt").put("threads", threads(job));
        ObjectNode params = result.putObject("params");
        job.params().forEach(params::put);
        metric(result.putObject("primaryMetric"), score, random, savina ? "ms/op" : rate ? "ops/ms" : "ns/op");
        metric(result.putObject("secondaryMetrics").putObject("gc.alloc.rate.norm"), 48 * random.nextInt(2), random, "B/op");
    }

    private static int threads(Job job) {
        return job.benchmark().contains("TwoReaders") || job.benchmark().contains("Contended") ? 2 : 1;
    }

    private static void metric(ObjectNode metric, double score, SplittableRandom random, String unit) {
        metric.put("score", score).put("scoreError", score * random.nextDouble() * 0.2).put("scoreUnit", unit);
    }
}
