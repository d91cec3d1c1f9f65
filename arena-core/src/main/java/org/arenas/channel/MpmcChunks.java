package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/** An unbounded buffer for many senders and many receivers: a list of small arrays, each used once. */
final class MpmcChunks extends Buffer {
    /*
     * A sender claims a slot of the last chunk by an atomic increment, which cannot fail, and fills it. Who finds the chunk
     * used up appends the next one. A receiver takes the first item by a CAS of `taken`. No chunk is used twice, so a slot
     * goes null → item → null once, and a stale look at it does no harm.
     *
     *   claimed   claims so far; it may grow past the length by those that are refused
     *             CLOSED (sign bit): frozen, and how many claims there were stands in bits 32 to 62, because increments that
     *             were under way when it was closed still fall on the lower bits. Only the last chunk is ever closed: one
     *             with a successor has more claims than slots.
     *   taken     items taken so far, CAS
     *   next      null → the next chunk, CAS by a sender; → the chunk itself, by the receiver that moved head on: a chunk
     *             that is passed must not keep its successors from being collected. Who stands on one goes back to head.
     *
     * References. Michael and Scott, "Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue Algorithms",
     * PODC 1996 (list, helping); Morrison and Afek, "Fast Concurrent Queues for x86 Processors", PPoPP 2013 (increments
     * instead of CAS); Koval, Alistarh, Elizarov, "Fast and Scalable Channels in Kotlin Coroutines", PPoPP 2023 (segments).
     */
    private static final int USUAL_LENGTH = 256;
    private static final long CLOSED = Long.MIN_VALUE;
    private static final int FROZEN_SHIFT = 32;
    private static final int CLAIMED = 0;
    private static final int TAKEN = 1;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(MpmcChunks.class, "head", Chunk.class);
            TAIL = lookup.findVarHandle(MpmcChunks.class, "tail", Chunk.class);
            NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int length;

    /** Both move once in a chunk; that they share a line costs little. */
    private volatile Chunk head;

    private volatile Chunk tail;

    MpmcChunks() {
        this(USUAL_LENGTH);
    }

    /** For tests: with chunks of another length. */
    MpmcChunks(int length) {
        this.length = length;
        Chunk first = new Chunk(0, length);
        head = first;
        tail = first;
    }

    private static final class Chunk {
        /** How many items were put before this chunk. */
        final long base;

        private final long[] cursors = Cursors.create(2);
        final @Nullable Object[] slots;
        volatile @Nullable Chunk next;

        Chunk(long base, int length) {
            this.base = base;
            this.slots = new Object[length];
        }

        long claimedVolatile() {
            return Cursors.getVolatile(cursors, CLAIMED);
        }

        long claim() {
            return Cursors.getAndAdd(cursors, CLAIMED, 1);
        }

        boolean casClaimed(long expected, long next) {
            return Cursors.cas(cursors, CLAIMED, expected, next);
        }

        long takenVolatile() {
            return Cursors.getVolatile(cursors, TAKEN);
        }

        boolean casTaken(long seen) {
            return Cursors.cas(cursors, TAKEN, seen, seen + 1);
        }

        /** How many of its slots are claimed. */
        long count() {
            long claims = claimedVolatile();
            return claims < 0 ? (claims & Long.MAX_VALUE) >>> FROZEN_SHIFT : Math.min(claims, slots.length);
        }
    }

    @Override
    Offer offer(Object item) {
        Chunk chunk = tail;
        for (; ; ) {
            // Looked at before it is incremented, so that it grows past its end by one for each thread at most.
            long claims = chunk.claimedVolatile();
            if (claims >= 0 && claims < length) {
                claims = chunk.claim();
            }
            if (claims < 0) {
                return Offer.CLOSED;
            }
            if (claims < length) {
                SLOT.setRelease(chunk.slots, (int) claims, item);
                return Offer.DONE;
            }
            chunk = after(chunk);
        }
    }

    /** The chunk after one that is used up, appended if need be. */
    private Chunk after(Chunk chunk) {
        Chunk next = chunk.next;
        if (next == null) {
            Chunk fresh = new Chunk(chunk.base + length, length);
            next = NEXT.compareAndSet(chunk, null, fresh) ? fresh : chunk.next;
        }
        if (next == null) {
            throw new AssertionError("a successor was taken away: base=" + chunk.base);
        }
        if (next == chunk) {
            // Passed by, so the tail was left behind by a sender that appended and has not moved it yet.
            Chunk first = head;
            TAIL.compareAndSet(this, chunk, first);
            return first;
        }
        TAIL.compareAndSet(this, chunk, next);
        return next;
    }

    @Override
    @Nullable
    Object poll() {
        Chunk chunk = head;
        for (int spins = 0; ; ) {
            long index = chunk.takenVolatile();
            if (index == length) {
                Chunk next = chunk.next;
                if (next == null) {
                    return null;
                }
                chunk = pass(chunk, next);
                continue;
            }
            Object item = SLOT.getAcquire(chunk.slots, (int) index);
            if (item != null) {
                if (chunk.casTaken(index)) {
                    // Plain: nobody looks at it again but to see that it was late.
                    chunk.slots[(int) index] = null;
                    return item;
                }
            } else if (index >= chunk.count()) {
                return null;
            } else {
                Spin.once(spins++);
            }
        }
    }

    private Chunk pass(Chunk chunk, Chunk next) {
        if (next != chunk && HEAD.compareAndSet(this, chunk, next)) {
            chunk.next = chunk;
            return next;
        }
        return head;
    }

    // ---------------------------------------------------------------- states

    /** The first chunk that is not used up, or the last one. */
    private Chunk firstInUse() {
        Chunk chunk = head;
        while (chunk.takenVolatile() == length) {
            Chunk next = chunk.next;
            if (next == null) {
                return chunk;
            }
            chunk = next == chunk ? head : next;
        }
        return chunk;
    }

    private Chunk last() {
        Chunk chunk = tail;
        for (Chunk next = chunk.next; next != null; next = chunk.next) {
            chunk = next == chunk ? head : next;
        }
        return chunk;
    }

    @Override
    boolean isEmpty() {
        Chunk chunk = firstInUse();
        long index = chunk.takenVolatile();
        // Used up, and possibly since the walk: a successor is a reason to look again.
        return index == length ? chunk.next == null : index >= chunk.count();
    }

    @Override
    boolean isFull() {
        return false;
    }

    @Override
    boolean isRoomy() {
        return true;
    }

    @Override
    boolean close() {
        Chunk chunk = tail;
        for (; ; ) {
            long claims = chunk.claimedVolatile();
            if (claims < 0) {
                return false;
            }
            if (claims >= length) {
                chunk = after(chunk);
            } else if (chunk.casClaimed(claims, CLOSED | claims << FROZEN_SHIFT)) {
                return true;
            }
        }
    }

    @Override
    boolean isClosed() {
        return last().claimedVolatile() < 0;
    }

    @Override
    boolean isDrained() {
        Chunk chunk = firstInUse();
        return chunk.claimedVolatile() < 0 && chunk.takenVolatile() == chunk.count();
    }

    @Override
    int size() {
        Chunk first = firstInUse();
        long taken = first.base + first.takenVolatile();
        Chunk last = last();
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, last.base + last.count() - taken));
    }

    @Override
    int capacity() {
        return Integer.MAX_VALUE;
    }
}
