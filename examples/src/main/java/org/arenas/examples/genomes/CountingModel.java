package org.arenas.examples.genomes;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

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

    /** Waits for a worker's result and throws what the worker threw. */
    static <T extends @Nullable Object> T await(Future<T> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("a worker failed: cause=" + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a worker", e);
        }
    }
}
