package org.arenas.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What JMH does not tell about a run.
 *
 * @param facts on the run, the machine and the sources, by their names
 * @param footprints figures that are not JMH's
 * @param failures benchmarks that gave no result, and why
 */
record RunInfo(Map<String, String> facts, List<Figure> footprints, List<String> failures) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Nothing is known, as of results that JMH wrote by itself. */
    static final RunInfo NONE = new RunInfo(Map.of(), List.of(), List.of());

    RunInfo {
        facts = new LinkedHashMap<>(facts);
        footprints = List.copyOf(footprints);
        failures = List.copyOf(failures);
    }

    String fact(String name) {
        return facts.getOrDefault(name, "unknown");
    }

    void write(Path file) throws IOException {
        ObjectNode document = MAPPER.createObjectNode();
        ObjectNode named = document.putObject("facts");
        facts.forEach(named::put);
        for (Figure figure : footprints) {
            document.withArray("footprints")
                    .addObject()
                    .put("benchmark", figure.benchmark())
                    .put("unit", figure.unit())
                    .put("score", figure.score());
        }
        failures.forEach(document.withArray("failures")::add);
        MAPPER.writeValue(file.toFile(), document);
    }

    static RunInfo read(Path file) throws IOException {
        JsonNode document = MAPPER.readTree(file.toFile());
        Map<String, String> facts = new LinkedHashMap<>();
        document.path("facts")
                .fields()
                .forEachRemaining(
                        fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        List<Figure> footprints = new ArrayList<>();
        for (JsonNode figure : document.path("footprints")) {
            footprints.add(Footprints.figure(
                    figure.path("benchmark").asText(),
                    figure.path("unit").asText(),
                    figure.path("score").asDouble()));
        }
        List<String> failures = new ArrayList<>();
        document.path("failures").forEach(failure -> failures.add(failure.asText()));
        return new RunInfo(facts, footprints, failures);
    }
}
