package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bounded buffer: an array that is used round and round. */
abstract class Ring extends Buffer {
    /*
     * head   index of the next item to take; grows by one with each poll, CAS
     * tail   index of the next place to fill; grows by one with each offer, CAS; its sign bit says CLOSED, and then it
     *        never changes again
     * limit  an index up to which there was room when somebody last looked at head: head seen + capacity. Never more than
     *        that of the present head, so a claim below it is safe; it spares the senders the line that receivers write.
     *
     * The array is a power of two and may be longer than the capacity, so that an index finds its slot by masking while
     * the channel holds exactly as many items as was asked for.
     *
     * References. Lamport, "Specifying Concurrent Program Modules", 1983 (one to one); Giacomoni et al., "FastForward for
     * Efficient Pipeline Parallelism", PPoPP 2008 (a null slot as the sign of emptiness); JCTools (the cached limit).
     */
    static final long CLOSED = Long.MIN_VALUE;
    static final long INDEX = Long.MAX_VALUE;
    private static final long FULL_CLAIM = -1;
    private static final long CLOSED_CLAIM = -2;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final int HEAD = 0;
    private static final int TAIL = 1;
    private static final int LIMIT = 2;

    final int mask;
    private final long[] cursors = Cursors.create(3);
    private final int capacity;
    private final @Nullable Object[] slots;

    Ring(int capacity) {
        int size = Math.max(1, Integer.highestOneBit(capacity - 1) << 1);
        this.capacity = capacity;
        this.mask = size - 1;
        this.slots = new Object[size];
        Cursors.setRelease(cursors, LIMIT, capacity);
    }

    @Override
    final Offer offer(Object item) {
        long index = claim();
        if (index < 0) {
            return index == FULL_CLAIM ? Offer.FULL : Offer.CLOSED;
        }
        fill(index, item);
        return Offer.DONE;
    }

    /** The index of a place that is the caller's to fill, or a negative number. */
    abstract long claim();

    abstract void fill(long index, Object item);

    /** A claim among others: a failed CAS is made again. */
    final long claimWithOthers() {
        long seen = tailVolatile();
        while (seen >= 0) {
            if (!hasRoom(seen)) {
                return FULL_CLAIM;
            }
            if (Cursors.cas(cursors, TAIL, seen, seen + 1)) {
                return seen;
            }
            seen = tailVolatile();
        }
        return CLOSED_CLAIM;
    }

    /** A claim by the only sender: a CAS that fails though nobody closed is the proof of a second one. */
    final long claimAlone(Supplier<RuntimeException> stranger) {
        long seen = tailVolatile();
        if (seen >= 0) {
            if (!hasRoom(seen)) {
                return FULL_CLAIM;
            }
            if (Cursors.cas(cursors, TAIL, seen, seen + 1)) {
                return seen;
            }
            if (tailVolatile() >= 0) {
                throw stranger.get();
            }
        }
        return CLOSED_CLAIM;
    }

    /**
     * Whether the place of an index is free. The acquire pairs with the release below: who claims because another sender has
     * looked at head sees the slots that were emptied before.
     */
    private boolean hasRoom(long index) {
        if (index < Cursors.getAcquire(cursors, LIMIT)) {
            return true;
        }
        long now = headVolatile() + capacity;
        Cursors.setRelease(cursors, LIMIT, now);
        return index < now;
    }

    // ---------------------------------------------------------------- cursors

    final long headVolatile() {
        return Cursors.getVolatile(cursors, HEAD);
    }

    final boolean casHead(long seen) {
        return Cursors.cas(cursors, HEAD, seen, seen + 1);
    }

    private long tailVolatile() {
        return Cursors.getVolatile(cursors, TAIL);
    }

    // ---------------------------------------------------------------- slots

    final @Nullable Object slotPlain(long index) {
        return slots[(int) index & mask];
    }

    final @Nullable Object slotAcquire(long index) {
        return SLOT.getAcquire(slots, (int) index & mask);
    }

    final void setSlotPlain(long index, @Nullable Object item) {
        slots[(int) index & mask] = item;
    }

    final void setSlotRelease(long index, @Nullable Object item) {
        SLOT.setRelease(slots, (int) index & mask, item);
    }

    // ---------------------------------------------------------------- states

    /** Whether nobody has claimed the place of an index yet. */
    final boolean isUnclaimed(long index) {
        return (tailVolatile() & INDEX) <= index;
    }

    @Override
    final boolean isEmpty() {
        return isUnclaimed(headVolatile());
    }

    @Override
    final boolean isFull() {
        long end = tailVolatile() & INDEX;
        return end - headVolatile() >= capacity;
    }

    @Override
    final boolean isRoomy() {
        long end = tailVolatile() & INDEX;
        return end - headVolatile() <= capacity / 2;
    }

    @Override
    final boolean close() {
        return Cursors.getAndBitwiseOr(cursors, TAIL, CLOSED) >= 0;
    }

    @Override
    final boolean isClosed() {
        return tailVolatile() < 0;
    }

    @Override
    final boolean isDrained() {
        long end = tailVolatile();
        return end < 0 && headVolatile() == (end & INDEX);
    }

    @Override
    final int size() {
        // In this order a difference is never negative; head may pass by between the two looks.
        long first = headVolatile();
        return (int) Math.min(capacity, (tailVolatile() & INDEX) - first);
    }

    @Override
    final int capacity() {
        return capacity;
    }
}
