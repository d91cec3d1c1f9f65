package org.arenas.examples.genomes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that counts genomes into {@link SharedCounts} until all of them are counted, beginning at another one than the
 * other processes do. So it is no matter which of them die.
 */
final class CountingProcess {
    private CountingProcess() {}

    /** Arguments: the file of the counts, k, the number of this worker, the number of workers. */
    public static void main(String[] arguments) throws IOException {
        int k = Integer.parseInt(arguments[1]);
        int worker = Integer.parseInt(arguments[2]);
        int workers = Integer.parseInt(arguments[3]);
        List<Genome> genomes = GenomeFiles.bundled(Progress.NONE);
        try (SharedCounts counts = SharedCounts.open(Path.of(arguments[0]))) {
            count(genomes, k, worker, workers, counts);
        }
    }

    static void count(List<Genome> genomes, int k, int worker, int workers, SharedCounts counts) {
        int first = genomes.size() * worker / workers;
        for (int i = 0; i < genomes.size(); i++) {
            int number = (first + i) % genomes.size();
            if (!counts.has(number)) {
                Genome genome = genomes.get(number);
                // The work is done here, and the lock is held for adding alone.
                KmerCounts more = KmerCounts.of(k, List.of(new Slice(genome, 0, genome.length())));
                counts.add(number, worker, more);
            }
        }
    }
}
