package org.arenas.pool;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.arenas.error.Violations;
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
final class Job<O extends Chunk.Output> {
    /*
     * Who works. The user's thread, which wants the results, and helpers: workers of the pool that were asked to (see
     * JobHelp). Whoever has nothing to do claims a chunk and runs it. The user's thread does so, too, while what it waits for
     * is not there; so a map is done even if no worker ever comes, and maps inside of maps cannot wait for each other. It runs
     * chunks of this job alone. It is also the only one that pulls from a source without known places.
     *
     * helpers  that were asked and have not left; `coming` are those of them that have not arrived, or have gone to do other
     *          tasks first. A helper that finds nothing to claim leaves in the same step, so that who makes work after that
     *          sees that there is one less.
     *
     * All that is not volatile is guarded by `lock`, under which no code of the user runs and nobody waits.
     */
    private final InterpreterPool pool;
    private final Feed feed;
    private final MapOptions options;
    private final ItemBody body;
    private final OutputFactory<O> outputs;
    private final MapState state;
    private final ProgressReport report;
    private final @Nullable ItemWatch watch;
    private final boolean nested;
    private final ReentrantLock lock = new ReentrantLock();
    private int helpers;
    private int coming;
    private @Nullable RuntimeException aborted;
    private volatile @Nullable Thread user;

    /** Makes the place where a chunk's results go. */
    @FunctionalInterface
    interface OutputFactory<O extends Chunk.Output> {
        O make(long first, int count);
    }

    Job(InterpreterPool pool, Feed feed, MapOptions options, ItemBody body, OutputFactory<O> outputs) {
        this.pool = pool;
        this.feed = feed;
        this.options = options;
        this.body = body;
        this.outputs = outputs;
        this.state = new MapState(feed, options);
        this.nested = Execution.current().level() > 0;
        this.report = new ProgressReport(options.progress, feed.size(), System.nanoTime());
        pool.checkRunning(nested);
        if (options.control != null) {
            options.control.attach(this);
        }
        this.watch = ItemWatch.orNull(this, options);
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private boolean isLocked(BooleanSupplier question) {
        lock.lock();
        try {
            return question.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private <V extends @Nullable Object> V getLocked(Supplier<V> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- for the user's thread

    /** The next chunk with results; null when there will be none any more. */
    @Nullable
    Chunk next() {
        user = Thread.currentThread();
        pool.begin(this);
        Seat seat = pool.spares().take();
        try {
            for (; ; ) {
                report.tell(itemsDone(), false);
                checkAborted();
                Chunk chunk = getLocked(() -> aborted == null ? state.takeFinished() : null);
                if (chunk != null) {
                    return chunk;
                }
                if (isLocked(state::isOver)) {
                    // Over because it was aborted since the last look?
                    checkAborted();
                    end();
                    return null;
                }
                workOrWait(seat);
            }
        } finally {
            pool.spares().give(seat);
            pool.end(this);
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

    private void checkAborted() {
        if (Thread.currentThread().isInterrupted()) {
            abort(new CancellationException("map was interrupted: pool=" + pool + ", done=" + itemsDone()
                    + "; use a MapControl to keep what is done"));
        } else if (pool.life().isStopping()) {
            stopping();
        }
        RuntimeException reason = getLocked(() -> aborted);
        if (reason != null) {
            end();
            throw reason;
        }
    }

    /** Throws the failure at the lowest place, if there is one. */
    void throwIfFailed() {
        List<Throwable> failures = getLocked(state::failures);
        Failures.throwFirst(failures);
    }

    /** Nobody wants the rest. */
    void abandon() {
        cancel();
        end();
    }

    private void end() {
        if (watch != null) {
            watch.stop();
        }
        if (options.control != null) {
            options.control.detach(this);
        }
        report.tell(itemsDone(), true);
    }

    /** Gets items from a source without known places; false if there are none to get, or enough for now. */
    private boolean pull() {
        if (!(feed instanceof Feed.Pulled pulled) || !isLocked(state::wantsMore)) {
            return false;
        }
        try {
            int most = getLocked(state::nextSize);
            List<@Nullable Object> items = pulled.pull(most);
            locked(() -> state.pulled(items));
        } catch (Throwable e) {
            locked(() -> state.sourceFailed(e));
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
        return isLocked(() -> aborted != null
                || state.hasDeliverable()
                || state.isIdle()
                || state.isClaimable()
                || state.wantsMore());
    }

    private void forEachRunning(Consumer<RunningTask> visitor) {
        List<Chunk> running = getLocked(state::running);
        running.forEach(visitor);
    }

    // ---------------------------------------------------------------- for whoever works

    private @Nullable Chunk claim() {
        return getLocked(this::claimIfAny);
    }

    private @Nullable Chunk claimIfAny() {
        if (!state.isClaimable()) {
            return null;
        }
        MapState.Part part = state.nextPart();
        O output = outputs.make(part.first(), part.count());
        Chunk chunk = new Chunk(this, part.first(), part.count(), part.items(), output);
        state.begin(chunk);
        return chunk;
    }

    /** The next chunk for a helper; null if there is none now, and then the helper has left. */
    @Nullable
    Chunk claimOrLeave() {
        return getLocked(() -> {
            Chunk chunk = claimIfAny();
            if (chunk == null) {
                helpers--;
            }
            return chunk;
        });
    }

    private void askForHelp() {
        while (isLocked(this::wantsHelper)) {
            if (!pool.offer(new JobHelp(pool, this))) {
                locked(() -> {
                    helpers--;
                    coming--;
                });
                return;
            }
        }
    }

    /** A map inside a task asks those only who have nothing to do: the others may be above it. */
    private boolean wantsHelper() {
        if (helpers >= options.parallelism - 1 || !state.isClaimable() || (nested && !pool.hasFreeWorker())) {
            return false;
        }
        if (coming >= state.claimers()) {
            return false;
        }
        helpers++;
        coming++;
        return true;
    }

    /** A helper that was asked is there. */
    void arrived() {
        locked(() -> coming--);
    }

    /** A helper does something else first. */
    void willComeAgain() {
        locked(() -> coming++);
    }

    /** A chunk that takes too long leaves these items to others. */
    void giveBack(long first, int count, LongFunction<? extends @Nullable Object> items) {
        locked(() -> state.add(new MapState.Part(first, count, items)));
        askForHelp();
        LockSupport.unpark(user);
    }

    void ended(Chunk chunk) {
        locked(() -> state.ended(chunk));
        LockSupport.unpark(user);
    }

    void failedAt(long place) {
        locked(() -> state.lowerLastWanted(place));
    }

    // ---------------------------------------------------------------- ending early

    /** Begins no more items; what is done is delivered. */
    void cancel() {
        locked(state::cancel);
        LockSupport.unpark(user);
    }

    private void abort(RuntimeException reason) {
        locked(() -> {
            if (aborted == null) {
                aborted = reason;
            }
            state.cancel();
        });
        LockSupport.unpark(user);
    }

    /** The pool is shut down at once. */
    void stopping() {
        abort(new CancellationException("pool was shut down during a map: pool=" + pool + ", done=" + itemsDone()
                + "; close() waits for maps, shutdownNow() does not"));
    }

    /** The time is up. */
    void expire() {
        String limit = Durations.text(options.totalNanos);
        abort(Violations.mapTimeout(pool.toString(), limit, String.valueOf(itemsDone())));
    }

    // ---------------------------------------------------------------- what chunks ask

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
        return getLocked(state::itemsDone);
    }
}
