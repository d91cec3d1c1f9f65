package org.arenas.examples.genomes;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Counts the canonical k-mers of genomes with arenas and with free threads, and reports what was found and how long each
 * took, as text on the standard output and as an HTML page.
 *
 * <p>Options are system properties: {@code input} (folder of FASTA files), {@code k}, {@code workers}, {@code rounds},
 * {@code out} (file for all counts), {@code demo.dir} (folder of the page). Exit code 0 is success, 1 that the models
 * disagree, 2 that something given cannot be used; then one line on the standard error says what.
 */
public final class GenomesDemo {
    private static final int MODELS_DISAGREE = 1;
    private static final int BAD_INPUT = 2;

    private GenomesDemo() {}

    /** Runs with the system properties; ends the JVM only if something went wrong, since it may be that of a build. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Progress progress = Terminal.isAttached() ? new TerminalProgress(out) : Progress.NONE;
        int exitCode = run(System.getProperties(), out, err, progress);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Does everything and returns the exit code. */
    static int run(Properties options, PrintStream out, PrintStream err, Progress progress) {
        try {
            run(Config.parse(options), out, progress);
            return 0;
        } catch (BadInputException e) {
            return fail(BAD_INPUT, e.getMessage(), err, progress);
        } catch (ModelsDisagreeException e) {
            return fail(MODELS_DISAGREE, e.getMessage(), err, progress);
        } catch (OutOfMemoryError e) {
            return fail(
                    BAD_INPUT, "not enough memory: " + e.getMessage() + "; give the JVM more with -Xmx", err, progress);
        }
    }

    private static void run(Config config, PrintStream out, Progress progress) {
        Path outFile = config.out();
        if (outFile != null) {
            CountsFile.check(outFile);
        }
        Path input = config.input();
        List<Genome> genomes = input == null ? GenomeFiles.bundled(progress) : GenomeFiles.in(input, progress);
        Outcome outcome = new Outcome(config, genomes, race(config, genomes, progress));
        progress.clear();
        new TextReport(out, outcome).print();
        if (outFile != null) {
            CountsFile.write(outFile, outcome.counts());
            out.print("All counts: " + outFile + "\n");
        }
        out.print("Chart: " + HtmlPage.write(config.demoDir(), outcome) + "\n");
        out.flush();
    }

    private static Race.Result race(Config config, List<Genome> genomes, Progress progress) {
        Work work = Work.split(genomes, config.k(), config.workers());
        try (CountingModel arenas = new ArenaModel(config.workers());
                CountingModel freeThreads = new FreeThreadsModel(config.workers())) {
            return new Race(arenas, freeThreads, work, progress).run(config.rounds());
        }
    }

    private static int fail(int exitCode, @Nullable String message, PrintStream err, Progress progress) {
        progress.clear();
        err.print("error: " + String.valueOf(message).replaceAll("\\p{Cntrl}+", " ") + "\n");
        err.flush();
        return exitCode;
    }
}
