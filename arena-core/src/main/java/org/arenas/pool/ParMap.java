package org.arenas.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.arenas.Shareable;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * A source of items and how they are to be worked on; {@link #with} says what is done with each.
 *
 * <pre>{@code
 * List<Integer> squares = pool.map(numbers).with(n -> n * n).toList();
 * }</pre>
 *
 * <p>The thread that asks for the results works, too, and with it at most as many of the pool's workers as make up its size:
 * a map is done even if all of them are busy, and a map inside another one's function takes no thread away. Items are done in
 * chunks that take about a millisecond by what was measured so far. What is done to each item, in which order results come,
 * and which failure comes out do not depend on the number of workers, on the chunks, nor on the number of items.
 *
 * <p>Lists with random access, arrays and ranges are read by whoever needs an item. Any other source is read by the thread
 * that asks for the results alone, a bounded number of items ahead; it may be infinite.
 *
 * <p><b>Thread-safety.</b> None, before {@link #with}: one thread builds it.
 *
 * @param <T> the type of the items
 */
public final class ParMap<T extends @Nullable Object> {
    private final PoolCore pool;
    private final Feed feed;
    private final MapOptions options;

    ParMap(PoolCore pool, Feed feed) {
        this.pool = pool;
        this.feed = feed;
        this.options = new MapOptions(pool.size());
    }

    // ---------------------------------------------------------------- how

    /**
     * Delivers results as they come, not in the order of the items.
     *
     * @return this
     */
    public ParMap<T> unordered() {
        options.ordered = false;
        return this;
    }

    /**
     * Sets the size of the chunks, which otherwise is measured: worth it only if items are very uneven in a known way.
     *
     * @param items of each chunk, at least 1
     * @return this
     */
    public ParMap<T> chunk(int items) {
        options.chunk = atLeastOne("items", items);
        return this;
    }

    /**
     * Limits how many threads work on the map, the one that asks for the results included. With 1 it does everything itself.
     *
     * @param threads at least 1; the size of the pool unless this is called
     * @return this
     */
    public ParMap<T> parallelism(int threads) {
        options.parallelism = Math.min(pool.size(), atLeastOne("threads", threads));
        return this;
    }

    /**
     * Limits how many chunks are worked on, or wait to be delivered, at the same time.
     *
     * @param chunks at least 1; four for each thread unless this is called, and no limit where all results are kept anyway
     * @return this
     */
    public ParMap<T> ahead(int chunks) {
        options.ahead = atLeastOne("chunks", chunks);
        return this;
    }

    /**
     * Limits the time of each item. One that takes longer is interrupted, and fails with a {@link
     * org.arenas.error.MapTimeoutException} when it ends. A function that ignores interrupts is not stopped by this.
     *
     * @param limit more than zero
     * @return this
     */
    public ParMap<T> itemTimeout(Duration limit) {
        options.itemNanos = positive(limit);
        return this;
    }

    /**
     * Limits the time of the whole map, from when its results are asked for. When it is up, no more items are begun, those
     * that run are interrupted, and who asked gets a {@link org.arenas.error.MapTimeoutException}, without waiting for items
     * that other threads run.
     *
     * @param limit more than zero
     * @return this
     */
    public ParMap<T> timeout(Duration limit) {
        options.totalNanos = positive(limit);
        return this;
    }

    /**
     * Lets others end the map early.
     *
     * @param control to be kept; may serve several maps
     * @return this
     */
    public ParMap<T> control(MapControl control) {
        options.control = Objects.requireNonNull(control, "control");
        return this;
    }

    /**
     * Tells how far the map has come, now and then and at the end.
     *
     * @param callback called by the thread that asks for the results; for example {@link ProgressBar#onTerminal}
     * @return this
     */
    public ParMap<T> progress(Consumer<? super MapProgress> callback) {
        options.progress = Objects.requireNonNull(callback, "callback");
        return this;
    }

    // ---------------------------------------------------------------- what

    /**
     * Says what is done with each item. Nothing is done before results are asked for. The function has no home borrow, and what
     * it returns is handed over as it is; see {@link #withHome}.
     *
     * @param function applied in interpreters of the pool, to several items at the same time
     * @return the results to be
     * @param <R> the type of the results
     */
    public <R extends @Nullable Object> Mapped<R> with(ItemFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return mapped((home, index, item) -> function.apply(typed(item)));
    }

    /**
     * As {@link #with}, for a function that uses the arena of the interpreter that applies it. What it returns leaves that
     * arena, and so has to be {@linkplain org.arenas.Shareable shareable}.
     *
     * @param function applied in interpreters of the pool, to several items at the same time
     * @return the results to be
     * @param <R> the type of the results
     */
    public <R extends @Nullable Object> Mapped<R> withHome(HomeFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return mapped(
                (home, index, item) -> Shareable.cross(function.apply(home, typed(item)), "result of a parallel map"));
    }

    /**
     * As {@link #with}, for a function that needs random numbers. Each item has a generator of its own, which depends on the
     * seed and the item's place alone; so the results are the same whoever does what.
     *
     * @param seed for all of them
     * @param function applied in interpreters of the pool, to several items at the same time
     * @return the results to be
     * @param <R> the type of the results
     */
    public <R extends @Nullable Object> Mapped<R> withRandom(
            long seed, RandomFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return mapped((home, index, item) -> function.apply(random(seed, index), typed(item)));
    }

    /**
     * Does something with each item, and waits for the end.
     *
     * @param action run in interpreters of the pool, for several items at the same time
     */
    public void forEach(ItemConsumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        mapped((home, index, item) -> {
                    action.accept(typed(item));
                    return null;
                })
                .finish();
    }

    private <R extends @Nullable Object> Mapped<R> mapped(ItemBody body) {
        return new Mapped<>(pool, feed, options, body, false);
    }

    /** The generator of one place. */
    static SplittableRandom random(long seed, long index) {
        return new SplittableRandom(mix(seed + index * 0x9e3779b97f4a7c15L));
    }

    /** Neighbouring places must not get neighbouring seeds: the finalizer of MurmurHash3, variant 13 of David Stafford. */
    private static long mix(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // The feed has items of type T only; null only if T may be.
    private T typed(@Nullable Object item) {
        return (T) item;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("number is too small: " + name + "=" + value + "; use at least 1");
        }
        return value;
    }

    private static long positive(Duration limit) {
        long nanos = Durations.nanos(limit);
        if (nanos <= 0) {
            throw new IllegalArgumentException("time limit is too short: limit=" + limit + "; use more than zero");
        }
        return nanos;
    }
}
