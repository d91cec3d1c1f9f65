package org.arenas.pool;

/**
 * How many items the next chunk gets: as many as take about a millisecond by what was measured so far, or a fixed number.
 *
 * <p><b>Thread-safety.</b> None; a job calls it under its lock.
 */
final class ChunkSizer {
    /*
     * A chunk costs about a microsecond beside its items, so a millisecond makes that a thousandth. Shorter chunks toward the
     * end of a source whose size is known keep one worker from having a whole chunk to do when the others have nothing, but
     * none gets shorter than a fifth of a millisecond. One that turns out to take longer than 20 ms is split while it runs.
     */
    static final long LONGEST_NANOS = 20_000_000;

    private static final long WANTED_NANOS = 1_000_000;
    private static final int SHORTEST_PART = 5;
    private static final int GROWTH = 8;
    private static final int MOST_ITEMS = 1 << 22;

    private final int fixed;
    private final int parallelism;
    private int size = 1;

    /**
     * A sizer.
     *
     * @param fixed items of each chunk; 0 to measure
     * @param parallelism how many work on chunks
     */
    ChunkSizer(int fixed, int parallelism) {
        this.fixed = fixed;
        this.parallelism = parallelism;
    }

    boolean isFixed() {
        return fixed > 0;
    }

    /**
     * How many items the next chunk gets.
     *
     * @param left in the source, or less than 0 if it does not know
     */
    int next(long left) {
        if (fixed > 0) {
            return left < 0 ? fixed : (int) Math.min(fixed, left);
        }
        if (left < 0) {
            return size;
        }
        long share = Math.max(left / (2L * parallelism), Math.max(1, size / SHORTEST_PART));
        return (int) Math.min(left, Math.min(size, share));
    }

    /** A chunk has taken so long. */
    void measured(int items, long nanos) {
        if (items > 0) {
            double wanted = WANTED_NANOS * (double) items / Math.max(1, nanos);
            double atMost = Math.min((double) size * GROWTH, MOST_ITEMS);
            size = (int) Math.max(1, Math.min(wanted, atMost));
        }
    }
}
