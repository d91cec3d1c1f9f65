package org.arenas.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs an edition of the benchmarks, and writes the report. A run that is interrupted writes the report from what it has.
 *
 * <p>Arguments, each as {@code name=value}: {@code out}, the folder; {@code bench}, a regular expression that picks benchmarks
 * by their names; {@code quick} or {@code full}, any value but {@code false}, for another edition than the standard one.
 * {@code page} writes the page of a report anew, without measuring.
 */
public final class BenchReport {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Programme programme;
    private final PrintStream progress;
    private final Instant begun = Instant.now();
    private final Map<String, String> facts = Machine.facts();
    private final List<Figure> footprints = new ArrayList<>();
    private final AtomicBoolean written = new AtomicBoolean();

    private BenchReport(Path folder, Programme programme, PrintStream progress) {
        this.folder = folder;
        this.programme = programme;
        this.progress = progress;
    }

    /** Runs, writes and says where. */
    public static void main(String[] arguments) throws IOException {
        Arguments given = Arguments.of(arguments);
        Path folder = Path.of(given.get("out", "target/report"));
        if (given.has("page")) {
            Report.read(folder).write(folder);
            return;
        }
        Edition edition =
                given.has("full") ? Edition.full() : given.has("quick") ? Edition.quick() : Edition.standard();
        Programme programme;
        try {
            programme = Programme.of(edition, given.get("bench", ""), Job.all());
        } catch (PatternSyntaxException e) {
            fail("not a regular expression: bench=" + e.getPattern() + ", reason=" + e.getDescription());
            return;
        }
        if (programme.jobs().isEmpty()) {
            fail("no benchmark has such a name: bench=" + given.get("bench", ""));
            return;
        }
        new BenchReport(folder, programme, System.out)
                .run(given.get("bench", "").isEmpty());
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(2);
    }

    private void run(boolean whole) throws IOException {
        Files.createDirectories(folder);
        progress.printf(
                Locale.ROOT,
                "%d benchmarks, edition %s%s%n",
                programme.jobs().size(),
                programme.edition().inWords(),
                programme.edition().bounded() ? " of " + programme.iteration().toMillis() + " ms" : "");
        try (PrintStream log =
                new PrintStream(Files.newOutputStream(folder.resolve("jmh.log")), true, StandardCharsets.UTF_8)) {
            // JMH passes on there what the measured JVMs print.
            System.setOut(log);
            System.setErr(log);
            Measuring measuring = new Measuring(
                    programme, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL), progress);
            Thread interrupted = new Thread(() -> writeUnlessWritten(measuring), "report");
            Runtime.getRuntime().addShutdownHook(interrupted);
            measuring.run();
            if (whole && programme.edition().everything()) {
                footprints.addAll(Footprints.measure(progress));
            }
            writeUnlessWritten(measuring);
        }
    }

    private void writeUnlessWritten(Measuring measuring) {
        if (!written.compareAndSet(false, true)) {
            return;
        }
        try {
            write(measuring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Measuring measuring) throws IOException {
        try (PrintStream json =
                new PrintStream(Files.newOutputStream(folder.resolve(Report.RESULTS)), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(measuring.results());
        }
        facts.put("edition", programme.edition().inWords());
        facts.put(
                "iteration",
                programme.edition().bounded() ? programme.iteration().toMillis() + " ms" : "the benchmarks' own");
        facts.put("begun", DATE.format(begun));
        facts.put("took", inWords(Duration.between(begun, Instant.now())));
        new RunInfo(facts, footprints, measuring.failures()).write(folder.resolve(Report.RUN));
        Report report = Report.read(folder);
        report.write(folder);
        progress.println(Verdicts.of(report.outcomes()) + ": " + folder.resolve(Report.PAGE));
    }

    private static String inWords(Duration duration) {
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
