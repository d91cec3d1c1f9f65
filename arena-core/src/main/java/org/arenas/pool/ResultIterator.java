package org.arenas.pool;

import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The results of a job, one after the other, as the stream that {@link Mapped#stream} returns reads them. */
final class ResultIterator<R extends @Nullable Object> extends Spliterators.AbstractSpliterator<R> {
    private final Job<Outputs.Kept> job;
    private final boolean ordered;
    private Outputs.@Nullable Kept results;
    private int next;
    private boolean ended;
    private boolean failed;

    ResultIterator(Job<Outputs.Kept> job, boolean ordered) {
        super(Long.MAX_VALUE, ordered ? ORDERED : 0);
        this.job = job;
        this.ordered = ordered;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // The job's function makes objects of type R only; null only if R may be.
    public boolean tryAdvance(Consumer<? super R> action) {
        while (results == null || next == results.count()) {
            if (ended || !nextChunk()) {
                return false;
            }
        }
        action.accept((R) results.get(next++));
        return true;
    }

    private boolean nextChunk() {
        next = 0;
        results = null;
        Chunk chunk = job.next();
        // What comes behind a failed item is dropped.
        while (failed && chunk != null) {
            chunk = job.next();
        }
        if (chunk == null) {
            ended = true;
            job.throwIfFailed();
            return false;
        }
        failed = ordered && chunk.failure() != null;
        results = (Outputs.Kept) chunk.output();
        return true;
    }
}
