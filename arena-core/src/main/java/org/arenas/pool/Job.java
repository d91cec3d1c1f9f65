package org.arenas.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * One map that is being done: which items are whose, and in which order results are delivered.
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
     * Order. Chunks are claimed in the order of their places: those given back or pulled (`ready`) first, then from `nextPlace`
     * on. So when an item fails, all items before it are done or being done, and the failure at the lowest place, which is the
     * one that counts, comes to light whatever the workers' number and speed. `lastWanted` keeps items behind it from being
     * begun; it is read before each item, and only ever gets smaller.
     *
     * Everything that is not volatile is guarded by `lock`, under which no code of the user runs.
     */
    private final InterpreterPool pool;
    private final Feed feed;
    private final MapOptions options;
    private final ItemBody body;
    private final OutputFactory<O> outputs;
    private final @Nullable ItemWatch watch;
    private final ChunkSizer sizer;
    private final boolean nested;
    private final ReentrantLock lock = new ReentrantLock();
    private final long began = System.nanoTime();

    private final TreeMap<Long, Part> ready = new TreeMap<>();
    private final Set<Chunk> running = new HashSet<>();
    private final TreeMap<Long, Chunk> finished = new TreeMap<>();
    private final TreeMap<Long, Throwable> failures = new TreeMap<>();
    private long nextPlace;
    private long nextDelivered;
    private long itemsDone;
    private int helpers;
    private int coming;
    private boolean exhausted;
    private boolean cancelled;
    private @Nullable RuntimeException aborted;
    private volatile long lastWanted = Long.MAX_VALUE;
    private volatile @Nullable Thread user;
    private final ProgressReport report;

    /** Makes the place where a chunk's results go. */
    @FunctionalInterface
    interface OutputFactory<O extends Chunk.Output> {
        O make(long first, int count);
    }

    /** Items that nobody has claimed, though they have left the source. */
    private record Part(long first, int count, LongFunction<? extends @Nullable Object> items) {}

    Job(InterpreterPool pool, Feed feed, MapOptions options, ItemBody body, OutputFactory<O> outputs) {
        this.pool = pool;
        this.feed = feed;
        this.options = options;
        this.body = body;
        this.outputs = outputs;
        this.sizer = new ChunkSizer(options.chunk, options.parallelism);
        this.nested = Execution.current().level() > 0;
        this.report = new ProgressReport(options.progress, feed.size(), began);
        pool.checkRunning(nested);
        if (options.control != null) {
            options.control.attach(this);
        }
        this.watch = ItemWatch.orNull(this, options);
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
                Chunk chunk = takeFinished();
                if (chunk != null) {
                    return chunk;
                }
                if (isOver()) {
                    // Over because it was aborted since the last look?
                    checkAborted();
                    end();
                    return null;
                }
                if (!pull()) {
                    chunk = claim();
                    askForHelp();
                    if (chunk == null) {
                        await();
                    } else {
                        seat.run(chunk);
                        if (chunk.failure() instanceof InterruptedException) {
                            // It was this thread that was interrupted, though the function has heard of it first.
                            Thread.currentThread().interrupt();
                        }
                    }
                }
            }
        } finally {
            pool.spares().give(seat);
            pool.end(this);
        }
    }

    private void checkAborted() {
        if (Thread.currentThread().isInterrupted()) {
            abort(new CancellationException("map was interrupted: pool=" + pool + ", done=" + itemsDone()
                    + "; use a MapControl to keep what is done"));
        } else if (pool.life().isStopping()) {
            stopping();
        }
        lock.lock();
        try {
            if (aborted != null) {
                end();
                throw aborted;
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Chunk takeFinished() {
        lock.lock();
        try {
            Map.Entry<Long, Chunk> first = finished.firstEntry();
            if (first == null || aborted != null || !isDeliverable(first.getKey())) {
                return null;
            }
            finished.remove(first.getKey());
            Chunk chunk = first.getValue();
            nextDelivered = chunk.first + chunk.count();
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDeliverable(long place) {
        return !options.ordered || place == nextDelivered || isIdle();
    }

    /** Throws the failure at the lowest place, if there is one. */
    void throwIfFailed() {
        List<Throwable> thrown;
        lock.lock();
        try {
            thrown = new ArrayList<>(failures.values());
        } finally {
            lock.unlock();
        }
        Failures.throwFirst(thrown);
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
        if (!(feed instanceof Feed.Pulled pulled) || !wantsMore()) {
            return false;
        }
        long first = nextPlace;
        List<@Nullable Object> items = List.of();
        Throwable failure = null;
        try {
            items = pulled.pull(nextSize());
        } catch (Throwable e) {
            failure = e;
        }
        lock.lock();
        try {
            if (failure != null) {
                failures.put(first, failure);
                lowerLastWanted(first - 1);
            }
            if (items.isEmpty()) {
                exhausted = true;
            } else {
                List<@Nullable Object> all = items;
                ready.put(first, new Part(first, all.size(), place -> all.get((int) (place - first))));
                nextPlace = first + all.size();
            }
        } finally {
            lock.unlock();
        }
        return true;
    }

    private boolean wantsMore() {
        lock.lock();
        try {
            return !exhausted
                    && !cancelled
                    && lastWanted == Long.MAX_VALUE
                    && ready.size() < 2 * options.parallelism
                    && hasRoomAhead(ready.size());
        } finally {
            lock.unlock();
        }
    }

    private int nextSize() {
        lock.lock();
        try {
            return sizer.next(-1);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomAhead(int more) {
        return options.ahead == 0 || running.size() + finished.size() + more < options.ahead;
    }

    // ---------------------------------------------------------------- waiting

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
        lock.lock();
        try {
            return aborted != null
                    || (!finished.isEmpty() && isDeliverable(finished.firstKey()))
                    || isIdle()
                    || isClaimable()
                    || (feed.size() < 0 && wantsMore());
        } finally {
            lock.unlock();
        }
    }

    private void forEachRunning(Consumer<RunningTask> visitor) {
        List<Chunk> chunks;
        lock.lock();
        try {
            chunks = new ArrayList<>(running);
        } finally {
            lock.unlock();
        }
        chunks.forEach(visitor);
    }

    private boolean isOver() {
        lock.lock();
        try {
            return isIdle() && finished.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is being done, and nothing will be begun. */
    private boolean isIdle() {
        return running.isEmpty() && !hasUnclaimed();
    }

    private boolean hasUnclaimed() {
        if (cancelled) {
            return false;
        }
        if (!ready.isEmpty() && ready.firstKey() <= lastWanted) {
            return true;
        }
        return nextPlace <= lastWanted && (feed.size() < 0 ? !exhausted : nextPlace < feed.size());
    }

    /** Whether a chunk could be claimed now. */
    private boolean isClaimable() {
        if (cancelled) {
            return false;
        }
        if (!ready.isEmpty()) {
            long place = ready.firstKey();
            return place <= lastWanted && (place == nextDelivered || hasRoomAhead(0));
        }
        return feed.size() >= 0 && nextPlace < feed.size() && nextPlace <= lastWanted && hasRoomAhead(0);
    }

    // ---------------------------------------------------------------- for whoever works

    /** The next chunk to be done by the caller; null if there is none now. */
    @Nullable
    Chunk claim() {
        lock.lock();
        try {
            if (!isClaimable()) {
                return null;
            }
            Part part = nextPart();
            Chunk chunk = new Chunk(this, part.first, part.count, part.items, outputs.make(part.first, part.count));
            running.add(chunk);
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    private Part nextPart() {
        Map.Entry<Long, Part> given = ready.pollFirstEntry();
        if (given != null) {
            return given.getValue();
        }
        Feed.Indexed indexed = (Feed.Indexed) feed;
        long first = nextPlace;
        int count = sizer.next(feed.size() - first);
        nextPlace = first + count;
        return new Part(first, count, indexed.items());
    }

    /** As {@link #claim}; a helper that gets none is counted no more. */
    @Nullable
    Chunk claimOrLeave() {
        lock.lock();
        try {
            Chunk chunk = claim();
            if (chunk == null) {
                helpers--;
            }
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    private void askForHelp() {
        while (wantsHelper()) {
            if (!pool.offer(new JobHelp(pool, this))) {
                lock.lock();
                try {
                    helpers--;
                    coming--;
                } finally {
                    lock.unlock();
                }
                return;
            }
        }
    }

    /** A helper that was asked is there. */
    void arrived() {
        lock.lock();
        try {
            coming--;
        } finally {
            lock.unlock();
        }
    }

    /** A helper does something else first. */
    void willComeAgain() {
        lock.lock();
        try {
            coming++;
        } finally {
            lock.unlock();
        }
    }

    /** A map inside a task of the same pool asks those only who have nothing to do: the others may be above it. */
    private boolean wantsHelper() {
        lock.lock();
        try {
            if (helpers >= options.parallelism - 1 || !isClaimable() || (nested && !pool.hasFreeWorker())) {
                return false;
            }
            long left = feed.size() < 0 ? ready.size() : ready.size() + feed.size() - nextPlace;
            if (coming >= left) {
                return false;
            }
            helpers++;
            coming++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A chunk that takes too long leaves these items to others. */
    void giveBack(long first, int count, LongFunction<? extends @Nullable Object> items) {
        lock.lock();
        try {
            ready.put(first, new Part(first, count, items));
        } finally {
            lock.unlock();
        }
        askForHelp();
        LockSupport.unpark(user);
    }

    void ended(Chunk chunk) {
        lock.lock();
        try {
            running.remove(chunk);
            itemsDone += chunk.done();
            sizer.measured(chunk.done(), chunk.nanos());
            if (chunk.failure() != null) {
                failures.putIfAbsent(chunk.failedAt(), chunk.failure());
            }
            finished.put(chunk.first, chunk);
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(user);
    }

    void failedAt(long place) {
        lock.lock();
        try {
            lowerLastWanted(place);
        } finally {
            lock.unlock();
        }
    }

    private void lowerLastWanted(long place) {
        lastWanted = Math.min(lastWanted, place);
    }

    // ---------------------------------------------------------------- ending early

    /** Begins no more items; what is done is delivered. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            lastWanted = -1;
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(user);
    }

    /** The pool is shut down at once. */
    void stopping() {
        abort(new CancellationException("pool was shut down during a map: pool=" + pool + ", done=" + itemsDone()
                + "; close() waits for maps, shutdownNow() does not"));
    }

    void abort(RuntimeException reason) {
        lock.lock();
        try {
            if (aborted == null) {
                aborted = reason;
            }
        } finally {
            lock.unlock();
        }
        cancel();
    }

    void expire() {
        abort(Violations.mapTimeout(pool.toString(), Durations.text(options.totalNanos), String.valueOf(itemsDone())));
    }

    // ---------------------------------------------------------------- what chunks ask

    long lastWanted() {
        return lastWanted;
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
        return sizer.isFixed();
    }

    String describeItemLimit() {
        return Durations.text(options.itemNanos);
    }

    private long itemsDone() {
        lock.lock();
        try {
            return itemsDone;
        } finally {
            lock.unlock();
        }
    }
}
