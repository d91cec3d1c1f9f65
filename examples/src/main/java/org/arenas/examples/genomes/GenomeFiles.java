package org.arenas.examples.genomes;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.arenas.pool.InterpreterPool;
import org.arenas.pool.ItemFunction;

/** Reads whole sets of genomes into memory, unpacked. */
final class GenomeFiles {
    private static final Pattern FASTA = Pattern.compile("(?i).+\\.(fa|fna|fasta)(\\.gz)?");
    private static final String BUNDLE = "/genomes/";

    /** Opens a file or a resource. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private GenomeFiles() {}

    /** The genomes that come with the example, from the class path. */
    static List<Genome> bundled(Progress progress) {
        List<String> names;
        try (BufferedReader index =
                new BufferedReader(new InputStreamReader(resource("index.txt"), StandardCharsets.US_ASCII))) {
            names = index.lines().toList();
        } catch (IOException e) {
            throw unreadable("index.txt", e);
        }
        return readAll(names, name -> read(name, () -> resource(name)), progress);
    }

    /** The FASTA files that lie directly in {@code folder}, in the order of their names. */
    static List<Genome> in(Path folder, Progress progress) {
        if (!Files.exists(folder)) {
            throw new BadInputException("input does not exist: input=" + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("input is not a folder: input=" + folder);
        }
        List<Path> files = fastaFiles(folder);
        if (files.isEmpty()) {
            throw new BadInputException("input holds no FASTA file: input=" + folder
                    + "; expected names that end with .fa, .fna or .fasta, with or without .gz");
        }
        return readAll(files, file -> read(file.toString(), () -> Files.newInputStream(file)), progress);
    }

    /** Several files at the same time; if some cannot be read, the exception is that of the first of them. */
    private static <T> List<Genome> readAll(List<T> files, ItemFunction<T, Genome> reader, Progress progress) {
        try (InterpreterPool pool = InterpreterPool.create("readers")) {
            return pool.map(files)
                    .chunk(1)
                    .progress(state -> progress.show("reading", (int) state.done(), files.size()))
                    .with(reader)
                    .toList();
        }
    }

    private static List<Path> fastaFiles(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            FASTA.matcher(entry.getFileName().toString()).matches())
                    .filter(entry -> !Files.isDirectory(entry))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new BadInputException("cannot list input: input=" + folder + ", reason=" + IoReason.of(e), e);
        }
    }

    private static Genome read(String name, Source source) {
        try (InputStream raw = source.open();
                InputStream in = isGzip(name) ? new StrictGzipInputStream(raw) : raw) {
            return FastaReader.read(name, in);
        } catch (EOFException e) {
            throw new BadInputException("gzip data ends too early: file=" + name + "; fetch the file again", e);
        } catch (ZipException e) {
            throw new BadInputException(
                    "gzip data is damaged: file=" + name + ", reason=" + IoReason.of(e) + "; fetch the file again", e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = GenomeFiles.class.getResourceAsStream(BUNDLE + name);
        if (in == null) {
            throw new IOException("no such resource on the class path");
        }
        return in;
    }

    private static BadInputException unreadable(String name, IOException e) {
        return new BadInputException("cannot read file: file=" + name + ", reason=" + IoReason.of(e), e);
    }
}
