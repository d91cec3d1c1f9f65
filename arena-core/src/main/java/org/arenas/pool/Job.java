package org.arenas.pool;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.arenas.lock.Execution;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * One map that is being done.
 *
 * <p><b>Thread-safety.</b> {@link #next} is called by one thread at a time, the map's user; the others by any.
 *
 * @param <O> where the results of a chunk go
 */
final class Job<O extends Chunk.Output> extends JobShare<O> {
    /*
     * The user's thread wants the results. While what it waits for is not there it does chunks itself, as helpers do (see
     * JobShare); so a map is done even if no worker ever comes, and maps inside of maps cannot wait for each other. It runs
     * chunks of this job alone. It is also the only one that pulls from a source without known places.
     *
     * aborted   null → reason, once, under `guard`
     */
    private final Feed feed;
    private final ItemBody body;
    private final ProgressReport report;
    private final @Nullable ItemWatch watch;
    private volatile @Nullable RuntimeException aborted;
    private volatile @Nullable Execution using;

    Job(PoolCore pool, Feed feed, MapOptions options, ItemBody body, OutputFactory<O> outputs) {
        super(pool, options, new MapState(feed, options), outputs);
        this.feed = feed;
        this.body = body;
        this.report = new ProgressReport(options.progress, feed.size(), System.nanoTime());
        pool.checkRunning(nested);
        if (options.control != null) {
            options.control.attach(this);
        }
        this.watch = ItemWatch.orNull(this, options);
    }

    // ---------------------------------------------------------------- for the user's thread

    /**
     * Hands all chunks with results over, each when it is its turn. The pool's end waits for that.
     *
     * @param consumer called on the calling thread
     */
    void forEachChunk(Consumer<Chunk> consumer) {
        PoolDuty duty = pool.begin(this);
        using = Execution.current();
        try {
            for (Chunk chunk = nextOne(); chunk != null; chunk = nextOne()) {
                consumer.accept(chunk);
            }
        } catch (Throwable e) {
            abandon();
            throw e;
        } finally {
            using = null;
            pool.end(this, duty);
        }
    }

    /** The next chunk with results; null when there will be none any more. The job has ended if it throws. */
    @Nullable
    Chunk next() {
        PoolDuty duty = pool.begin(this);
        try {
            return nextOne();
        } finally {
            pool.end(this, duty);
        }
    }

    private @Nullable Chunk nextOne() {
        isUsedBy(Thread.currentThread());
        Seat seat = pool.spares().take();
        boolean goesOn = false;
        try {
            Chunk chunk = finishOne(seat);
            goesOn = chunk != null;
            return chunk;
        } finally {
            if (!goesOn) {
                end();
            }
            pool.spares().give(seat);
        }
    }

    /** Shows who hands results over at the moment. */
    void showUser(Consumer<Execution> visitor) {
        Execution present = using;
        if (present != null) {
            visitor.accept(present);
        }
    }

    private @Nullable Chunk finishOne(Seat seat) {
        for (; ; ) {
            report.tell(itemsDone(), false);
            throwIfAborted();
            Chunk chunk = guard.get(() -> aborted == null ? state.takeFinished() : null);
            if (chunk != null) {
                return chunk;
            }
            if (guard.test(state::isOver)) {
                // Over because it was aborted since the last look?
                throwIfAborted();
                report.tell(itemsDone(), true);
                return null;
            }
            workOrWait(seat);
        }
    }

    private void workOrWait(Seat seat) {
        if (pull()) {
            return;
        }
        Chunk chunk = claim();
        askForHelp();
        if (chunk == null) {
            await();
            return;
        }
        seat.run(chunk);
        if (chunk.failure() instanceof InterruptedException) {
            // It was this thread that was interrupted, though the function has heard of it first.
            Thread.currentThread().interrupt();
        }
    }

    private void throwIfAborted() {
        if (Thread.currentThread().isInterrupted()) {
            abort(JobAborts.interrupted(pool, itemsDone()));
        } else if (pool.life().isStopping()) {
            stopping();
        }
        RuntimeException reason = aborted;
        if (reason != null) {
            report.tell(itemsDone(), true);
            throw reason;
        }
    }

    /** Throws the failure at the lowest place, if there is one. */
    void throwIfFailed() {
        List<Throwable> failures = guard.get(state::failures);
        Failures.throwFirst(failures);
    }

    /** Nobody wants the rest. */
    void abandon() {
        end();
        report.tell(itemsDone(), true);
    }

    /** Nobody works on it any more, and nothing is left of it but what runs. A second call does nothing. */
    private void end() {
        cancel();
        if (watch != null) {
            watch.stop();
        }
        if (options.control != null) {
            options.control.detach(this);
        }
    }

    /** Gets items from a source without known places; false if there are none to get, or enough for now. */
    private boolean pull() {
        if (!(feed instanceof Feed.Pulled pulled) || !guard.test(state::wantsMore)) {
            return false;
        }
        try {
            int most = guard.get(state::nextSize);
            List<@Nullable Object> items = pulled.pull(most);
            guard.run(() -> state.pulled(items));
        } catch (Throwable e) {
            guard.run(() -> state.sourceFailed(e));
        }
        return true;
    }

    private void await() {
        PoolWait wait = PoolWait.orNull("a map on " + pool, pool, this::forEachRunning);
        try {
            if (wait != null) {
                wait.await(this::hasNews, this::look, 0, false);
            } else {
                while (!hasNews()) {
                    look(Long.MAX_VALUE);
                }
            }
        } catch (InterruptedException e) {
            // Seen at the next look at what has happened.
            Thread.currentThread().interrupt();
        }
    }

    private void look(long nanos) throws InterruptedException {
        LockSupport.parkNanos(this, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean hasNews() {
        return guard.test(() -> aborted != null
                || state.hasDeliverable()
                || state.isIdle()
                || state.isClaimable()
                || state.wantsMore());
    }

    private void forEachRunning(Consumer<Execution> visitor) {
        for (Chunk chunk : guard.get(state::running)) {
            Execution running = chunk.execution();
            if (running != null) {
                visitor.accept(running);
            }
        }
    }

    // ---------------------------------------------------------------- ending early

    /** Begins no more items; what is done is delivered. */
    void cancel() {
        guard.run(state::cancel);
        news();
    }

    private void abort(RuntimeException reason) {
        guard.run(() -> {
            if (aborted == null) {
                aborted = reason;
            }
            state.cancel();
        });
        news();
    }

    /** The pool is shut down at once. */
    void stopping() {
        abort(JobAborts.stopped(pool, itemsDone()));
    }

    /** The time is up. */
    void expire() {
        abort(JobAborts.expired(pool, itemsDone(), options.totalNanos));
    }

    // ---------------------------------------------------------------- what chunks ask

    @Override
    Chunk chunk(MapState.Part part, O output) {
        return new Chunk(this, part.first(), part.count(), part.items(), output);
    }

    long lastWanted() {
        return state.lastWanted();
    }

    ItemBody body() {
        return body;
    }

    @Nullable
    ItemWatch watch() {
        return watch;
    }

    boolean isCollecting() {
        return options.collecting;
    }

    boolean hasFixedChunks() {
        return state.hasFixedChunks();
    }

    String describeItemLimit() {
        return Durations.text(options.itemNanos);
    }

    private long itemsDone() {
        return guard.get(state::itemsDone);
    }
}
