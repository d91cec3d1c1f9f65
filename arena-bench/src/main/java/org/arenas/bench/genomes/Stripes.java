package org.arenas.bench.genomes;

/**
 * A thread's way to many tables that all threads share: it sorts k-mers into a buffer for each, and goes to a table with a full
 * buffer only.
 *
 * <p><b>Thread-safety.</b> None; a thread has its own.
 */
final class Stripes {
    /** How many tables. */
    static final int COUNT = 64;

    private static final int BUFFER = 1_024;

    /** Not the multiplier of {@link KmerTable}, or all k-mers of a table would be neighbours in it. */
    private static final long MULTIPLIER = 0xC2B2_AE3D_27D4_EB4FL;

    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(COUNT);

    private final long[][] buffers = new long[COUNT][BUFFER];
    private final int[] lengths = new int[COUNT];
    private final Flush flush;

    /** Adds the first of some k-mers to a table. */
    interface Flush {
        void add(int stripe, long[] kmers, int length);
    }

    Stripes(Flush flush) {
        this.flush = flush;
    }

    void count(byte[] genome) {
        KmerTable.forEach(genome, this::add);
    }

    private void add(long kmer) {
        int stripe = (int) ((kmer * MULTIPLIER) >>> SHIFT);
        buffers[stripe][lengths[stripe]++] = kmer;
        if (lengths[stripe] == BUFFER) {
            flush(stripe);
        }
    }

    /** Adds what is left. */
    void flush() {
        for (int stripe = 0; stripe < COUNT; stripe++) {
            flush(stripe);
        }
    }

    private void flush(int stripe) {
        flush.add(stripe, buffers[stripe], lengths[stripe]);
        lengths[stripe] = 0;
    }
}
