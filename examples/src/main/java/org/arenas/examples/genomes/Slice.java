package org.arenas.examples.genomes;

/**
 * A piece of work: the k-mers of {@code genome} that start in {@code [from, to)}. Neighbouring slices read up to
 * {@code k - 1} common bytes, but no k-mer starts in both, so slices can be cut anywhere.
 */
record Slice(Genome genome, int from, int to) {
    int length() {
        return to - from;
    }
}
