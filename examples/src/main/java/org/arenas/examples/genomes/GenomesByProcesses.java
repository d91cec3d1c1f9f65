package org.arenas.examples.genomes;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arenas.examples.process.WorkerProcess;
import org.arenas.offheap.SharedArena;

/**
 * Counts the k-mers of the bundled genomes as {@link GenomesDemo} does, but by several processes, which add up in one map in
 * a file. One of them is killed while it counts, and nothing is missing or counted twice.
 *
 * <p>Options are system properties: {@code k}, {@code workers} (at least 2). The exit code is 1 if the counts are not those of
 * a single thread.
 */
public final class GenomesByProcesses {
    private static final int WORKERS = 3;

    private GenomesByProcesses() {}

    /** Runs on the standard output. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("genomes");
        Path file = folder.resolve("counts");
        boolean same;
        try {
            same = run(
                    new PrintStream(System.out, true, StandardCharsets.UTF_8),
                    file,
                    Integer.getInteger("k", Config.DEFAULT_K),
                    Math.max(2, Integer.getInteger("workers", WORKERS)));
        } finally {
            SharedArena.discard(file);
            Files.delete(folder);
        }
        if (!same) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out, Path file, int k, int workers) throws IOException, InterruptedException {
        try (SharedCounts counts = SharedCounts.create(file)) {
            List<Integer> exitCodes = count(file, counts, k, workers);
            KmerCounts sum = counts.sum(k);
            print(out, "Exit codes of the workers: %s", exitCodes);
            counts.genomesOfWorkers()
                    .forEach((worker, genomes) -> print(out, "worker %d counted %d genomes", worker, genomes));
            boolean same = sum.equals(expected(k));
            print(
                    out,
                    "%,d %d-mers, %,d different ones: %s",
                    sum.total(),
                    k,
                    sum.distinct(),
                    same ? "as one thread counts them" : "BUT NOT AS ONE THREAD COUNTS THEM");
            return same;
        }
    }

    /** Starts the workers, kills the first one once it has counted something, and waits for the others. */
    private static List<Integer> count(Path file, SharedCounts counts, int k, int workers)
            throws IOException, InterruptedException {
        List<WorkerProcess> started = new ArrayList<>();
        List<Integer> exitCodes = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                started.add(WorkerProcess.start(
                        CountingProcess.class,
                        file.toString(),
                        Integer.toString(k),
                        Integer.toString(i),
                        Integer.toString(workers)));
            }
            WorkerProcess first = started.get(0);
            while (!counts.has(0) && first.isAlive() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            first.kill();
            for (WorkerProcess worker : started) {
                exitCodes.add(worker.awaitEnd());
            }
        } finally {
            started.forEach(WorkerProcess::close);
        }
        return exitCodes;
    }

    /** One thread, without an arena. */
    private static KmerCounts expected(int k) {
        return KmerCounts.of(
                k, Work.split(GenomeFiles.bundled(Progress.NONE), k, 1).shares().get(0));
    }

    private static void print(PrintStream out, String format, Object... values) {
        out.printf(Locale.ROOT, format + "\n", values);
    }
}
