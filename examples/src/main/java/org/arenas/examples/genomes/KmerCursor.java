package org.arenas.examples.genomes;

/**
 * Walks over a slice and hands out its canonical k-mers, a batch at a time.
 *
 * <p>The k-mer that ends at the current base and its reverse complement are both rolled forward by one base, so a step
 * costs the same for every k. Batches keep the walk and what is done with the k-mers apart: both models count with the
 * same compiled walk.
 *
 * <p><b>Thread-safety.</b> None; a worker makes its own.
 */
final class KmerCursor {
    private final Genome genome;
    private final int k;
    private final int end;
    private int position;
    private int run;
    private long forward;
    private long reverse;

    KmerCursor(Slice slice, int k) {
        this.genome = slice.genome();
        this.k = k;
        this.position = slice.from();
        this.end = (int) Math.min(genome.length(), (long) slice.to() + k - 1);
    }

    /** Fills {@code batch} from the start and returns how many k-mers it holds now; 0 says that the slice is done. */
    int fill(long[] batch) {
        final long mask = Kmers.mask(k);
        final int top = 2 * (k - 1);
        int filled = 0;
        int at = position;
        int bases = run;
        long kmer = forward;
        long complement = reverse;
        while (at < end && filled < batch.length) {
            int code = Kmers.code(genome.at(at++));
            if (code < 0) {
                bases = 0; // whatever is left in the two k-mers is shifted out before k bases are seen again
                continue;
            }
            kmer = ((kmer << 2) | code) & mask;
            complement = (complement >>> 2) | ((3L - code) << top);
            if (++bases >= k) {
                batch[filled++] = Math.min(kmer, complement);
            }
        }
        position = at;
        run = bases;
        forward = kmer;
        reverse = complement;
        return filled;
    }
}
