package org.arenas.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares two reports, and says what got slower or faster beyond the noise: a line each, and a page.
 *
 * <p>Arguments, each as {@code name=value}: {@code base} and {@code head}, folders with a report or files with results of
 * JMH; {@code out}, the folder of the page; {@code fail}, any value but {@code false}, to end with status 1 if something got
 * slower.
 */
public final class BenchCompare {
    private BenchCompare() {}

    /** Compares, prints and writes. */
    public static void main(String[] arguments) {
        Arguments given = Arguments.of(arguments);
        if (!given.has("base") || !given.has("head")) {
            fail("two reports are needed: base=" + given.get("base", "none") + ", head=" + given.get("head", "none"));
            return;
        }
        try {
            Comparison comparison = compare(
                    Path.of(given.get("base", "")),
                    Path.of(given.get("head", "")),
                    Path.of(given.get("out", "target/compare")));
            if (given.has("fail") && !comparison.of(Comparison.Kind.SLOWER).isEmpty()) {
                System.exit(1);
            }
        } catch (IOException e) {
            fail("cannot compare: reason=" + e.getMessage());
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(2);
    }

    private static Comparison compare(Path base, Path head, Path out) throws IOException {
        Report before = Report.read(base);
        Report now = Report.read(head);
        Comparison comparison = Comparison.of(before.figures(), now.figures());
        Path page = out.resolve(Report.PAGE);
        Files.createDirectories(out);
        Files.writeString(
                page, new ComparisonPage(comparison, before.run(), now.run()).render(), StandardCharsets.UTF_8);
        comparison.changes().stream()
                .filter(change -> change.kind() != Comparison.Kind.SAME)
                .forEach(change -> System.out.println(change.inWords()));
        System.out.println(comparison.inWords() + ": " + page);
        return comparison;
    }
}
