package org.arenas.examples.genomes;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param input folder of FASTA files; null for the genomes that come with the example
 * @param k length of the k-mers
 * @param workers interpreters of one model and threads of the other
 * @param rounds timed rounds
 * @param out file for all counts; null for none
 * @param demoDir folder for the HTML page
 */
record Config(
        @Nullable Path input,
        int k,
        int workers,
        int rounds,
        @Nullable Path out,
        Path demoDir) {
    static final int DEFAULT_K = 21;
    static final int DEFAULT_ROUNDS = 7;
    static final int MAX_WORKERS = 1024;
    static final int MAX_ROUNDS = 1000;

    /** Reads the options {@code input}, {@code k}, {@code workers}, {@code rounds}, {@code out} and {@code demo.dir}. */
    static Config parse(Properties options) {
        int processors = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
        Path demoDir = path(options, "demo.dir");
        return new Config(
                path(options, "input"),
                number(options, "k", DEFAULT_K, Kmers.MIN_K, Kmers.MAX_K),
                number(options, "workers", processors, 1, MAX_WORKERS),
                number(options, "rounds", DEFAULT_ROUNDS, 1, MAX_ROUNDS),
                path(options, "out"),
                demoDir == null ? defaultDemoDir() : demoDir);
    }

    private static int number(Properties options, String name, int preset, int min, int max) {
        String text = options.getProperty(name);
        if (text == null) {
            return preset;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outOfRange(name, text, min, max, e);
        }
        throw outOfRange(name, text, min, max, null);
    }

    private static BadInputException outOfRange(
            String name, String text, int min, int max, @Nullable NumberFormatException cause) {
        return new BadInputException(
                name + " must be a whole number from " + min + " to " + max + ": " + name + "=" + text, cause);
    }

    private static @Nullable Path path(Properties options, String name) {
        String text = options.getProperty(name);
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            throw new BadInputException(name + " is empty: give a path, as in -D" + name + "=PATH, or leave it away");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadInputException(name + " is no path: " + name + "=" + text + ", reason=" + e.getReason(), e);
        }
    }

    /** Started from the top of the project or from the folder of the examples, the page lands in the same place. */
    private static Path defaultDemoDir() {
        Path fromTop = Path.of("examples", "target");
        return (Files.isDirectory(fromTop) ? fromTop : Path.of("target")).resolve("demo");
    }
}
