package org.arenas.examples.genomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The usual way: a fixed pool of threads that all add to one {@linkplain StripedKmerCounts shared map} on the heap.
 * The threads live as long as the model, so no round pays for starting them.
 */
final class FreeThreadsModel implements CountingModel {
    private static final int BATCH = 512;

    private final int workers;
    private final ExecutorService threads;

    FreeThreadsModel(int workers) {
        this.workers = workers;
        this.threads = Executors.newFixedThreadPool(workers, FreeThreadsModel::newThread);
    }

    @Override
    public String name() {
        return "free threads";
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "threads add to one shared map of %d locked stripes, in batches",
                StripedKmerCounts.stripesFor(workers));
    }

    @Override
    public KmerCounts count(Work work) {
        StripedKmerCounts shared = new StripedKmerCounts(work.k(), work.workers());
        List<Future<?>> pending = new ArrayList<>();
        for (List<Slice> share : work.shares()) {
            pending.add(threads.submit(() -> addShare(share, work.k(), shared)));
        }
        pending.forEach(FreeThreadsModel::await);
        return shared.collect();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static void addShare(List<Slice> share, int k, StripedKmerCounts shared) {
        StripedKmerCounts.Writer writer = shared.newWriter();
        long[] batch = new long[BATCH];
        for (Slice slice : share) {
            KmerCursor cursor = new KmerCursor(slice, k);
            for (int length = cursor.fill(batch); length > 0; length = cursor.fill(batch)) {
                writer.addBatch(batch, length);
            }
        }
        writer.flush();
    }

    /** Waits for a thread's result and throws what the thread threw. */
    static void await(Future<?> result) {
        try {
            result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("a counting thread failed: cause=" + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a counting thread", e);
        }
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "free-counter");
        thread.setDaemon(true);
        return thread;
    }
}
