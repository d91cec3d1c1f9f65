package org.arenas.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of a parallel map, to be asked for once: as a list, as a stream, one by one, or combined.
 *
 * <p><b>Failures.</b> If the function fails for some items, the failure of the first of them in the order of the source comes
 * out, however many workers there are: an unchecked exception as it is, a checked one as the cause of a {@link
 * java.util.concurrent.CompletionException}. Others that had happened by then are suppressed in it. Items behind a failed one
 * are not begun; those that run already are waited for. {@link #attempts} collects failures instead.
 *
 * <p><b>Interrupts.</b> An interrupt of the thread that asks for the results ends the map with a {@link
 * java.util.concurrent.CancellationException} and stays pending. So does {@code shutdownNow} of the pool, without the interrupt.
 *
 * <p><b>Waiting.</b> In a task of an interpreter this is an interleaving point, as every wait is.
 *
 * @param <R> the type of the results
 */
public final class Mapped<R extends @Nullable Object> {
    private static final int CHUNKS_AHEAD_PER_THREAD = 4;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final PoolCore pool;
    private final Feed feed;
    private final MapOptions options;
    private final ItemBody body;
    private final boolean filtered;

    Mapped(PoolCore pool, Feed feed, MapOptions options, ItemBody body, boolean filtered) {
        this.pool = pool;
        this.feed = feed;
        this.options = options;
        this.body = body;
        this.filtered = filtered;
    }

    /**
     * Keeps those results that pass a test, which runs where the function does.
     *
     * @param test true for what is to be kept
     * @return the results to be
     */
    public Mapped<R> filter(Predicate<? super R> test) {
        Objects.requireNonNull(test, "test");
        ItemBody inner = body;
        ItemBody outer = (home, index, item) -> {
            @Nullable Object result = inner.apply(home, index, item);
            return result == ItemBody.SKIPPED || test.test(typed(result)) ? result : ItemBody.SKIPPED;
        };
        return new Mapped<>(pool, feed, options, outer, true);
    }

    /**
     * Collects failures: an item whose function throws an exception has that for a result, and the map goes on. An {@link Error}
     * ends it all the same.
     *
     * @return for each item, what became of it
     */
    public List<Attempt<R>> attempts() {
        ItemBody inner = body;
        ItemBody outer = (home, index, item) -> {
            try {
                @Nullable Object result = inner.apply(home, index, item);
                return result == ItemBody.SKIPPED ? result : new Attempt<R>(index, typed(result), null);
            } catch (Exception e) {
                return new Attempt<R>(index, null, e);
            }
        };
        options.collecting = true;
        return new Mapped<Attempt<R>>(pool, feed, options, outer, filtered).toList();
    }

    /**
     * {@return all results, in the order of the items unless the map is unordered} The list cannot be changed. If the map is
     * cancelled by its {@link MapControl}, the list has what was done until then.
     */
    public List<R> toList() {
        long size = feed.size();
        if (options.ordered && !filtered && size >= 0 && size <= LONGEST_ARRAY) {
            return toListInPlace((int) size);
        }
        List<R> results = new ArrayList<>();
        drain(new Job<>(pool, feed, options, body, (first, count) -> new Outputs.Kept(count)), results::add);
        return Collections.unmodifiableList(results);
    }

    @SuppressWarnings("unchecked") // The body makes objects of type R only.
    private List<R> toListInPlace(int size) {
        @Nullable Object[] all = new Object[size];
        Outputs.InPlace place = new Outputs.InPlace(all);
        Job<Outputs.InPlace> job = new Job<>(pool, feed, options, body, (first, count) -> place);
        int[] kept = {0};
        job.forEachChunk(chunk -> {
            // Moves nothing unless the map was cancelled and has gaps.
            if (kept[0] != chunk.first) {
                System.arraycopy(all, (int) chunk.first, all, kept[0], chunk.done());
            }
            kept[0] += chunk.done();
        });
        job.throwIfFailed();
        return (List<R>)
                Collections.unmodifiableList(Arrays.asList(kept[0] == size ? all : Arrays.copyOf(all, kept[0])));
    }

    /**
     * Hands every result to a consumer on the calling thread, in the order of the items unless the map is unordered. Results
     * before a failed item are handed over before the failure is thrown.
     *
     * @param consumer called on the calling thread
     */
    public void deliver(Consumer<? super R> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        lookAhead();
        drain(new Job<>(pool, feed, options, body, (first, count) -> new Outputs.Kept(count)), consumer);
    }

    private void drain(Job<Outputs.Kept> job, Consumer<? super R> consumer) {
        boolean[] failed = {false};
        job.forEachChunk(chunk -> {
            if (!failed[0]) {
                Outputs.Kept kept = (Outputs.Kept) chunk.output();
                for (int i = 0; i < kept.count(); i++) {
                    consumer.accept(typed(kept.get(i)));
                }
            }
            failed[0] |= options.ordered && chunk.failure() != null;
        });
        job.throwIfFailed();
    }

    /**
     * {@return the results as a stream, in the order of the items unless the map is unordered} Work is done as the stream is
     * read, a bounded number of chunks ahead. Close a stream that is not read to its end, so that the rest is not begun.
     */
    public Stream<R> stream() {
        lookAhead();
        Job<Outputs.Kept> job = new Job<>(pool, feed, options, body, (first, count) -> new Outputs.Kept(count));
        ResultIterator<R> results = new ResultIterator<>(job, options.ordered);
        return StreamSupport.stream(results, false).onClose(job::abandon);
    }

    private void lookAhead() {
        if (options.ahead == 0) {
            options.ahead = CHUNKS_AHEAD_PER_THREAD * options.parallelism;
        }
    }

    /**
     * Combines all results. Which ones are combined with each other, and in which order, depends on the places of the items
     * alone, so the result is the same for any number of workers and any chunks, to the last bit of a floating point number.
     *
     * @param operator associative in principle, as addition of floating point numbers is; need not be commutative
     * @return the combination; empty if there is no result, or the combination is null
     */
    public Optional<R> reduce(BinaryOperator<R> operator) {
        @Nullable Object result = reduced(operator);
        return result == FixedTree.ABSENT ? Optional.empty() : Optional.ofNullable(typed(result));
    }

    /**
     * As {@link #reduce(BinaryOperator)}.
     *
     * @param none what comes out if there are no results; combined with nothing
     * @param operator associative in principle, as addition of floating point numbers is; need not be commutative
     * @return the combination
     */
    public R reduce(R none, BinaryOperator<R> operator) {
        @Nullable Object result = reduced(operator);
        return result == FixedTree.ABSENT ? none : typed(result);
    }

    private @Nullable Object reduced(BinaryOperator<R> operator) {
        Objects.requireNonNull(operator, "operator");
        BinaryOperator<@Nullable Object> untyped = (left, right) -> operator.apply(typed(left), typed(right));
        // Trees are appended in order, whatever else was asked for.
        options.ordered = true;
        Job<Outputs.Reduced> job = new Job<>(pool, feed, options, body, (first, count) -> new Outputs.Reduced(untyped));
        FixedTree whole = new FixedTree(untyped);
        job.forEachChunk(chunk -> whole.addAll(((Outputs.Reduced) chunk.output()).tree()));
        job.throwIfFailed();
        return whole.result();
    }

    /** Does the work and throws the results away. */
    void finish() {
        options.ordered = false;
        Job<Outputs.None> job = new Job<>(pool, feed, options, body, (first, count) -> Outputs.None.INSTANCE);
        job.forEachChunk(chunk -> {});
        job.throwIfFailed();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // The body makes objects of type R only; null only if R may be.
    private R typed(@Nullable Object result) {
        return (R) result;
    }
}
