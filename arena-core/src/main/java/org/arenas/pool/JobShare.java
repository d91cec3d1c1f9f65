package org.arenas.pool;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * How the work of a map is shared out: chunk after chunk, to whoever has nothing to do.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 *
 * @param <O> where the results of a chunk go
 */
abstract class JobShare<O extends Chunk.Output> {
    /*
     * Helpers are workers of the pool that were asked to come (see JobHelp). A helper that finds nothing to claim leaves in
     * the same step, so that who makes work after that sees that there is one less.
     *
     * state and helpers are guarded by `guard`, under which no code of the user runs and nobody waits.
     */
    final PoolCore pool;
    final MapOptions options;
    final MapState state;
    final Guard guard = new Guard();
    final boolean nested = Execution.current().level() > 0;
    private final OutputFactory<O> outputs;
    private final JobHelpers helpers = new JobHelpers();
    private volatile @Nullable Thread user;

    /** Makes the place where a chunk's results go. */
    @FunctionalInterface
    interface OutputFactory<O extends Chunk.Output> {
        O make(long first, int count);
    }

    JobShare(PoolCore pool, MapOptions options, MapState state, OutputFactory<O> outputs) {
        this.pool = pool;
        this.options = options;
        this.state = state;
        this.outputs = outputs;
    }

    /** A chunk of this job. */
    abstract Chunk chunk(MapState.Part part, O output);

    /** A thread wants results, and is to be told when there may be some. */
    final void isUsedBy(Thread thread) {
        user = thread;
    }

    final void news() {
        LockSupport.unpark(user);
    }

    final @Nullable Chunk claim() {
        return guard.get(this::claimIfAny);
    }

    private @Nullable Chunk claimIfAny() {
        if (!state.isClaimable()) {
            return null;
        }
        MapState.Part part = state.nextPart();
        O output = outputs.make(part.first(), part.count());
        Chunk chunk = chunk(part, output);
        state.begin(chunk);
        return chunk;
    }

    /** The next chunk for a helper; null if there is none now, and then the helper has left. */
    @Nullable
    final Chunk claimOrLeave() {
        return guard.get(() -> {
            Chunk chunk = claimIfAny();
            if (chunk == null) {
                helpers.left();
            }
            return chunk;
        });
    }

    final void askForHelp() {
        while (guard.test(this::wantsHelper)) {
            if (!pool.offer(new JobHelp(pool, this))) {
                guard.run(helpers::cannotCome);
                return;
            }
        }
    }

    /** A map inside a task asks those only who have nothing to do: the others may be above it. */
    private boolean wantsHelper() {
        return state.isClaimable()
                && (!nested || pool.hasFreeWorker())
                && helpers.tryAsk(options.parallelism - 1, state.claimers());
    }

    /** A helper that was asked is there. */
    final void arrived() {
        guard.run(helpers::arrived);
    }

    /** A helper does something else first. */
    final void willComeAgain() {
        guard.run(helpers::willComeAgain);
    }

    /** A chunk that takes too long leaves these items to others. */
    final void giveBack(long first, int count, LongFunction<? extends @Nullable Object> items) {
        guard.run(() -> state.add(new MapState.Part(first, count, items)));
        askForHelp();
        news();
    }

    final void ended(Chunk chunk) {
        guard.run(() -> state.ended(chunk));
        news();
    }

    final void failedAt(long place) {
        guard.run(() -> state.lowerLastWanted(place));
    }
}
