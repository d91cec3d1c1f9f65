package org.arenas.pool;

import java.util.Objects;
import java.util.function.LongFunction;
import org.arenas.Home;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbouring items of a map, done one after the other as one task of an interpreter.
 *
 * <p><b>Thread-safety.</b> Belongs to who claimed it until it has ended, then to who takes its results.
 */
final class Chunk extends Work {
    private static final int MOST_UNTIMED_ITEMS = 64;
    private static final long LONG_STRETCH_NANOS = 1_000_000;

    final long first;
    private final Job<?> job;
    private final LongFunction<? extends @Nullable Object> items;
    private final Output output;
    private int count;
    private int done;
    private long nanos;
    private @Nullable Throwable failure;
    private long failedAt = Long.MAX_VALUE;
    private boolean begun;
    private volatile @Nullable Execution execution;

    /** Where the results of a chunk go. */
    abstract static class Output {
        /** The result of an item; the places come in order. */
        abstract void add(long index, @Nullable Object result);
    }

    Chunk(Job<?> job, long first, int count, LongFunction<? extends @Nullable Object> items, Output output) {
        this.job = job;
        this.first = first;
        this.count = count;
        this.items = items;
        this.output = output;
    }

    // ---------------------------------------------------------------- running

    @Override
    boolean wantsHome() {
        return true;
    }

    @Override
    void run(@Nullable Home home, Execution running) {
        begun = true;
        execution = running;
        Home own = Objects.requireNonNull(home);
        ItemWatch watch = job.watch();
        if (watch != null) {
            watch.begin(this);
        }
        long begin = System.nanoTime();
        try {
            if (watch == null) {
                runAll(own, begin);
            } else {
                runAllWatched(own, begin, watch);
            }
        } catch (Throwable e) {
            failed(first + done, e);
        } finally {
            nanos = System.nanoTime() - begin;
            if (watch != null) {
                watch.end(this);
            }
            execution = null;
        }
    }

    /**
     * In stretches between two looks at the clock: one item each as long as they take long, more if they do not. A chunk that
     * has taken too long leaves what is left to others.
     */
    private void runAll(Home home, long begin) throws Exception {
        int stretch = 1;
        long last = begin;
        while (done < count && runStretch(home, Math.min(count, done + stretch))) {
            long now = System.nanoTime();
            if (now - begin > ChunkSizer.LONGEST_NANOS && done < count && !job.hasFixedChunks()) {
                giveBackRest();
            }
            stretch = now - last > LONG_STRETCH_NANOS ? 1 : Math.min(2 * stretch, MOST_UNTIMED_ITEMS);
            last = now;
        }
    }

    /** False if the rest of the items is not wanted any more. */
    private boolean runStretch(Home home, int end) throws Exception {
        ItemBody body = job.body();
        LongFunction<? extends @Nullable Object> source = items;
        Output into = output;
        int i = done;
        try {
            for (; i < end && first + i <= job.lastWanted(); i++) {
                long index = first + i;
                into.add(index, body.apply(home, index, source.apply(index)));
            }
        } finally {
            // Not in the loop: a store for each item is as much as some functions do.
            done = i;
        }
        return i == end;
    }

    private void runAllWatched(Home home, long begin, ItemWatch watch) throws Exception {
        while (done < count && first + done <= job.lastWanted()) {
            watch.beginItem(this);
            try {
                @Nullable Object item = items.apply(first + done);
                @Nullable Object result = job.body().apply(home, first + done, item);
                if (watch.endItem(this)) {
                    throw late(null);
                }
                output.add(first + done, result);
            } catch (Throwable e) {
                Throwable thrown = watch.endItem(this) ? late(e) : e;
                if (!job.isCollecting() || !(thrown instanceof Exception)) {
                    failed(first + done, thrown);
                    return;
                }
                output.add(first + done, new Attempt<>(first + done, null, thrown));
            }
            done++;
            if (System.nanoTime() - begin > ChunkSizer.LONGEST_NANOS && done < count && !job.hasFixedChunks()) {
                giveBackRest();
            }
        }
    }

    private RuntimeException late(@Nullable Throwable thrown) {
        RuntimeException late = Violations.itemTimeout(String.valueOf(first + done), job.describeItemLimit());
        if (thrown != null && thrown != late) {
            late.addSuppressed(thrown);
        }
        return late;
    }

    private void giveBackRest() {
        int rest = count - done;
        count = done;
        job.giveBack(first + done, rest, items);
    }

    void failed(long index, Throwable thrown) {
        failure = thrown;
        failedAt = index;
        job.failedAt(index);
    }

    @Override
    boolean hasBegun() {
        return begun;
    }

    @Override
    boolean isToldAnywhere() {
        return true;
    }

    @Override
    void ended(@Nullable Throwable violation) {
        if (violation != null) {
            if (failure != null && failure != violation) {
                violation.addSuppressed(failure);
            }
            failed(Math.min(failedAt, first), violation);
        }
        job.ended(this);
    }

    @Override
    @Nullable
    Execution execution() {
        return execution;
    }

    // ---------------------------------------------------------------- afterwards

    Output output() {
        return output;
    }

    int count() {
        return count;
    }

    int done() {
        return done;
    }

    long nanos() {
        return nanos;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    long failedAt() {
        return failedAt;
    }
}
