package org.arenas.examples.genomes;

/**
 * One way to count with several workers at once.
 *
 * <p><b>Ownership.</b> A model keeps its workers until it is closed; a result belongs to the caller.
 * <p><b>Thread-safety.</b> One thread calls {@link #count} and {@link #close}.
 */
interface CountingModel extends AutoCloseable {
    String name();

    /** How it counts, in a line. */
    String description();

    /** Counts every share of {@code work} with a worker of its own and returns the sum. */
    KmerCounts count(Work work);

    @Override
    void close();
}
