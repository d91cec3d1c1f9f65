package org.arenas.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a map nobody has claimed, which are being done, and which are done and not delivered.
 *
 * <p><b>Thread-safety.</b> None, with the exception of {@link #lastWanted()}: a job calls everything else under its lock.
 */
final class MapState {
    /*
     * An item's way: in the source → (ready, if it was pulled or given back) → running → finished → delivered. Chunks are
     * claimed in the order of their places: those that are ready first, then from `nextPlace` on. So when an item fails, all
     * items before it are done or being done, and the failure at the lowest place, which is the one that counts, comes to
     * light whatever the workers' number and speed. `lastWanted` keeps items behind it from being begun; it is read before
     * each item, and only ever gets smaller.
     *
     * Room ahead. Not more than `options.ahead` chunks are running or finished. The chunk that is to be delivered next may be
     * claimed all the same, for without it no room would ever be made.
     */
    private static final VarHandle LAST_WANTED;

    static {
        try {
            LAST_WANTED = MethodHandles.lookup().findVarHandle(MapState.class, "lastWanted", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Feed feed;
    private final MapOptions options;
    private final ChunkSizer sizer;
    private final TreeMap<Long, Part> ready = new TreeMap<>();
    private final Set<Chunk> running = new HashSet<>();
    private final TreeMap<Long, Chunk> finished = new TreeMap<>();
    private final TreeMap<Long, Throwable> failures = new TreeMap<>();
    private long nextPlace;
    private long nextDelivered;
    private long itemsDone;
    private boolean exhausted;
    private boolean cancelled;

    /** Read opaquely before each item: all that matters is that a change is seen soon. */
    private volatile long lastWanted = Long.MAX_VALUE;

    /** Items that nobody has claimed, though they have left the source. */
    record Part(long first, int count, LongFunction<? extends @Nullable Object> items) {}

    MapState(Feed feed, MapOptions options) {
        this.feed = feed;
        this.options = options;
        this.sizer = new ChunkSizer(options.chunk, options.parallelism);
    }

    // ---------------------------------------------------------------- claiming

    /** Whether a chunk could be claimed now. */
    boolean isClaimable() {
        if (cancelled) {
            return false;
        }
        if (!ready.isEmpty()) {
            long place = ready.firstKey();
            return place <= lastWanted && (place == nextDelivered || hasRoomAhead(0));
        }
        return feed.size() >= 0 && nextPlace < feed.size() && nextPlace <= lastWanted && hasRoomAhead(0);
    }

    private boolean hasRoomAhead(int more) {
        return options.ahead == 0 || running.size() + finished.size() + more < options.ahead;
    }

    /** The next items to be done; only if there are some. */
    Part nextPart() {
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

    void begin(Chunk chunk) {
        running.add(chunk);
    }

    /** How many more could claim something. */
    long claimers() {
        return feed.size() < 0 ? ready.size() : ready.size() + feed.size() - nextPlace;
    }

    List<Chunk> running() {
        return new ArrayList<>(running);
    }

    // ---------------------------------------------------------------- pulling

    /** Whether more items are to be pulled from a source without known places. */
    boolean wantsMore() {
        return feed.size() < 0
                && !exhausted
                && !cancelled
                && lastWanted == Long.MAX_VALUE
                && ready.size() < 2 * options.parallelism
                && hasRoomAhead(ready.size());
    }

    int nextSize() {
        return sizer.next(-1);
    }

    /** Takes what was pulled; nothing means that there is no more. */
    void pulled(List<@Nullable Object> items) {
        long first = nextPlace;
        if (items.isEmpty()) {
            exhausted = true;
        } else {
            add(new Part(first, items.size(), place -> items.get((int) (place - first))));
            nextPlace = first + items.size();
        }
    }

    /** The source has failed. */
    void sourceFailed(Throwable failure) {
        failures.put(nextPlace, failure);
        lowerLastWanted(nextPlace - 1);
        exhausted = true;
    }

    void add(Part part) {
        ready.put(part.first, part);
    }

    // ---------------------------------------------------------------- what is done

    void ended(Chunk chunk) {
        running.remove(chunk);
        itemsDone += chunk.done();
        sizer.measured(chunk.done(), chunk.nanos());
        Throwable failure = chunk.failure();
        if (failure != null) {
            failures.putIfAbsent(chunk.failedAt(), failure);
        }
        finished.put(chunk.first, chunk);
    }

    boolean hasDeliverable() {
        return !finished.isEmpty() && (!options.ordered || finished.firstKey() == nextDelivered || isIdle());
    }

    @Nullable
    Chunk takeFinished() {
        if (!hasDeliverable()) {
            return null;
        }
        Chunk chunk = finished.pollFirstEntry().getValue();
        nextDelivered = chunk.first + chunk.count();
        return chunk;
    }

    /** Nothing is being done, and nothing will be begun. */
    boolean isIdle() {
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

    /** Idle, and all is delivered. */
    boolean isOver() {
        return isIdle() && finished.isEmpty();
    }

    long itemsDone() {
        return itemsDone;
    }

    /** In the order of their places. */
    List<Throwable> failures() {
        return new ArrayList<>(failures.values());
    }

    // ---------------------------------------------------------------- ending early

    /** The last place whose item is to be done. From any thread. */
    long lastWanted() {
        return (long) LAST_WANTED.getOpaque(this);
    }

    void lowerLastWanted(long place) {
        if (place < lastWanted) {
            lastWanted = place;
        }
    }

    void cancel() {
        cancelled = true;
        lastWanted = -1;
    }

    boolean hasFixedChunks() {
        return sizer.isFixed();
    }
}
