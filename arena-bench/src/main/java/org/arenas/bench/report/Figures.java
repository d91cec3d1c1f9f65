package org.arenas.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All figures of a report. */
record Figures(List<Figure> all) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    Figures {
        all = List.copyOf(all);
    }

    /** {@return the figures in what JMH writes with {@code -rf json}} */
    static Figures readJmh(Path file) throws IOException {
        JsonNode document = MAPPER.readTree(file.toFile());
        if (document == null || !document.isArray()) {
            throw new IOException("not results of JMH: file=" + file);
        }
        List<Figure> figures = new ArrayList<>();
        for (JsonNode result : document) {
            figures.add(figure(result, file));
        }
        return new Figures(figures);
    }

    private static Figure figure(JsonNode result, Path file) throws IOException {
        JsonNode primary = primary(result);
        if (!result.path("benchmark").isTextual() || primary.isMissingNode()) {
            throw new IOException("not a result of JMH: file=" + file + ", result=" + result);
        }
        Map<String, String> params = new TreeMap<>();
        result.path("params")
                .fields()
                .forEachRemaining(
                        param -> params.put(param.getKey(), param.getValue().asText()));
        return new Figure(
                result.path("benchmark").asText(),
                params,
                result.path("threads").asInt(1),
                primary.path("scoreUnit").asText(),
                number(primary.path("score")),
                number(primary.path("scoreError")),
                number(result.path("secondaryMetrics")
                        .path("gc.alloc.rate.norm")
                        .path("score")));
    }

    /** In a group of methods, what is measured is the method that has the group's name; the others keep it busy. */
    private static JsonNode primary(JsonNode result) {
        String name = result.path("benchmark").asText();
        JsonNode named = result.path("secondaryMetrics").path(name.substring(name.lastIndexOf('.') + 1));
        return named.isMissingNode() ? result.path("primaryMetric") : named;
    }

    /** JMH writes what is no number as a text. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    Figures and(List<Figure> more) {
        List<Figure> both = new ArrayList<>(all);
        both.addAll(more);
        return new Figures(both);
    }

    Optional<Figure> find(Selector selector) {
        return all.stream().filter(selector::selects).findFirst();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
