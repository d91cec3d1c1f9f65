package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.arenas.examples.process.WorkerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GenomesByProcessesTest {
    private static final int K = 21;
    private static final int GENOMES = 46;

    @TempDir
    Path folder;

    @Test
    void shouldCountAsOneThreadDoesThoughAWorkerIsKilled() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        assertThat(GenomesByProcesses.run(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8), folder.resolve("counts"), K, 3))
                .isTrue();

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).endsWith(", 0, 0]");
        assertThat(lines).contains("1,382,021 21-mers, 41,157 different ones: as one thread counts them");
    }

    @Test
    void shouldAddEachGenomeOnceHoweverManyWorkersDieInWhateverMoment() throws Exception {
        Path file = folder.resolve("counts");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        try (SharedCounts counts = SharedCounts.create(file)) {
            for (int left = GENOMES; left > 0; left = GENOMES - counted(counts)) {
                try (WorkerProcess doomed = startAt(file, GENOMES - left)) {
                    // Killed as soon as it has added something, so while it counts or adds the next one.
                    while (GENOMES - counted(counts) > left - 8 && doomed.isAlive()) {
                        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
                    }
                }
            }
            KmerCounts sum = counts.sum(K);
            assertThat(sum.total()).isEqualTo(1_382_021);
            assertThat(sum.distinct()).isEqualTo(41_157);
        }
    }

    @Test
    void shouldNotAddAGenomeTwice() throws IOException {
        try (SharedCounts counts = SharedCounts.create(folder.resolve("counts"))) {
            KmerCounts more = new KmerCounts(3);
            more.add(5);
            assertThat(counts.add(7, 0, more)).isTrue();
            assertThat(counts.add(7, 1, more)).isFalse();
            assertThat(counts.has(7)).isTrue();
            assertThat(counts.has(8)).isFalse();
            assertThat(counts.sum(3)).isEqualTo(more);
            assertThat(counts.genomesOfWorkers()).containsOnly(Map.entry(0, 1));
        }
    }

    private static WorkerProcess startAt(Path file, int genome) throws IOException {
        return WorkerProcess.start(
                CountingProcess.class,
                file.toString(),
                Integer.toString(K),
                Integer.toString(genome),
                Integer.toString(GENOMES));
    }

    private static int counted(SharedCounts counts) {
        return counts.genomesOfWorkers().values().stream().mapToInt(i -> i).sum();
    }
}
