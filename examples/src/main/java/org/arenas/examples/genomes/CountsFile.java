package org.arenas.examples.genomes;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes all counts as text, a line {@code KMER<TAB>COUNT} each, in alphabetical order. The text is written beside the
 * target and moved there when it is complete, so the target is never half written.
 */
final class CountsFile {
    private CountsFile() {}

    /** Throws if {@code file} can be told to be unfit before anything is counted. */
    static void check(Path file) {
        Path parent = parent(file);
        if (!Files.isDirectory(parent)) {
            throw new BadInputException("folder of out does not exist: out=" + file + ", folder=" + parent);
        }
        if (Files.isDirectory(file)) {
            throw new BadInputException("out is a folder, not a file: out=" + file);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new BadInputException("out is not a regular file: out=" + file);
        }
        if (!Files.isWritable(parent)) {
            throw new BadInputException("cannot write out: out=" + file + ", reason=permission denied");
        }
    }

    static void write(Path file, KmerCounts counts) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(); // a link stays a link
            Path temporary = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                writeLines(temporary, counts);
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new BadInputException("cannot write out: out=" + file + ", reason=" + IoReason.of(e), e);
        }
    }

    private static void writeLines(Path file, KmerCounts counts) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(
                file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long kmer : counts.sortedKmers()) {
                writer.write(Kmers.toText(kmer, counts.k()));
                writer.write('\t');
                writer.write(Long.toString(counts.get(kmer)));
                writer.write('\n');
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
