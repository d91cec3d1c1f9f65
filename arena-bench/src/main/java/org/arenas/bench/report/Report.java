package org.arenas.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A report: what was measured and what it is worth, in a folder of its own.
 *
 * @param figures all of them
 * @param run what else is known of the run
 */
record Report(Figures figures, RunInfo run) {
    static final String RESULTS = "results.json";
    static final String RUN = "run.json";
    static final String PAGE = "index.html";

    /** {@return the report in a folder, or the results of JMH in a file} */
    static Report read(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return new Report(Figures.readJmh(path), RunInfo.NONE);
        }
        Path results = path.resolve(RESULTS);
        if (!Files.exists(results)) {
            throw new IOException("no report: folder=" + path + ", missing=" + RESULTS);
        }
        RunInfo run = Files.exists(path.resolve(RUN)) ? RunInfo.read(path.resolve(RUN)) : RunInfo.NONE;
        return new Report(Figures.readJmh(results).and(run.footprints()), run);
    }

    List<Outcome> outcomes() {
        return Targets.all().stream().map(target -> target.outcome(figures)).toList();
    }

    /** Writes what is derived: the CSV files and the page. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Csv.figures(figures.all()).write(folder.resolve("results.csv"));
        Csv.targets(outcomes()).write(folder.resolve("targets.csv"));
        Files.writeString(folder.resolve(PAGE), new Page(this).render(), StandardCharsets.UTF_8);
    }
}
