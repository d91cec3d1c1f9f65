package org.arenas.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table for other programs, in the form of RFC 4180: what is not known is empty. */
final class Csv {
    private final List<String> lines = new ArrayList<>();

    private Csv(Object... header) {
        add(header);
    }

    static Csv figures(List<Figure> figures) {
        Csv csv = new Csv("benchmark", "params", "threads", "score", "error", "unit", "bytesPerOp");
        for (Figure figure : figures) {
            csv.add(
                    figure.name(),
                    figure.paramsInWords(),
                    figure.threads(),
                    figure.score(),
                    figure.error(),
                    figure.unit(),
                    figure.bytes());
        }
        return csv;
    }

    static Csv targets(List<Outcome> outcomes) {
        Csv csv = new Csv(
                "topic",
                "target",
                "against",
                "toReach",
                "ours",
                "baseline",
                "ratio",
                "low",
                "high",
                "verdict",
                "withinError");
        for (Outcome outcome : outcomes) {
            csv.add(
                    outcome.target().topic().heading(),
                    outcome.target().what(),
                    outcome.target().against(),
                    outcome.target().rule().inWords(outcome.target().bound()),
                    outcome.ours().map(Figure::cost).orElse(Double.NaN),
                    outcome.baseline().map(Figure::cost).orElse(Double.NaN),
                    outcome.ratio().map(Ratio::value).orElse(Double.NaN),
                    outcome.ratio().map(Ratio::low).orElse(Double.NaN),
                    outcome.ratio().map(Ratio::high).orElse(Double.NaN),
                    outcome.verdict().words(),
                    outcome.open());
        }
        return csv;
    }

    private void add(Object... cells) {
        lines.add(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")));
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, "%.6g", number);
        }
        String text = value.toString();
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void write(Path file) throws IOException {
        Files.write(file, lines, StandardCharsets.UTF_8);
    }
}
