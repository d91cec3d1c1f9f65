package org.arenas.examples.genomes;

import java.util.Comparator;

/** A k-mer and how often it was seen. */
record KmerCount(long kmer, long count) {
    static final Comparator<KmerCount> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(KmerCount::count).reversed().thenComparingLong(KmerCount::kmer);
}
