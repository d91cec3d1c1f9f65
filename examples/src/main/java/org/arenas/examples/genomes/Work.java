package org.arenas.examples.genomes;

import java.util.ArrayList;
import java.util.List;

/**
 * What one round counts: one share of slices for each worker. The genomes are cut where their bases, laid end to end,
 * fall into equal parts, so shares are equal to within one base however many genomes there are and however long.
 */
record Work(int k, List<List<Slice>> shares) {
    static Work split(List<Genome> genomes, int k, int workers) {
        long total = genomes.stream().mapToLong(Genome::length).sum();
        List<List<Slice>> shares = new ArrayList<>(workers);
        for (int worker = 0; worker < workers; worker++) {
            shares.add(cut(genomes, total * worker / workers, total * (worker + 1) / workers));
        }
        return new Work(k, List.copyOf(shares));
    }

    int workers() {
        return shares.size();
    }

    /** The slices of bytes {@code [from, to)} of all genomes laid end to end. */
    private static List<Slice> cut(List<Genome> genomes, long from, long to) {
        List<Slice> slices = new ArrayList<>();
        long start = 0;
        for (Genome genome : genomes) {
            long first = Math.max(0, from - start);
            long end = Math.min(genome.length(), to - start);
            if (first < end) {
                slices.add(new Slice(genome, (int) first, (int) end));
            }
            start += genome.length();
        }
        return List.copyOf(slices);
    }
}
