package org.arenas.offheap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** What a shared arena keeps under its lock: the segments, the allocator, and the write sequence. */
final class Memory implements Heap.Growth {
    /*
     * Changes. The first change of an exclusive hold makes the write sequence odd, the last act of that hold makes it even
     * again. Where there is a journal, what the hold has changed counts from the moment when it is even again, and not before.
     *
     * field    | written by                   | guard
     * freed    | the last holder, after close | the lock; no borrow can be opened any more
     * lendings | the exclusive holder         | the lock
     *
     * Lent arrays. The hold does not end before all that was lent has come back: workers may touch it until then, and it is
     * changed by them until then. If the holder dies, nobody waits for them; so what is lent is never given back to the system.
     */
    private static final int LEAST_SEGMENT = 64 * 1024;

    private final Segments segments;
    private final WriteSequence sequence;
    private final Heap heap;
    private final long maximum;
    private final ArenaLock lock;
    private final Storage storage;
    private final @Nullable Journal journal;
    private final Runnable endOfHold = this::endHold;
    private final Types types;
    private final Roots roots = new Roots(this);
    private final List<Lending> lendings = new ArrayList<>();
    /** The size of {@link #lendings}, for who frees the memory after the death of the holder. */
    private volatile int lent;

    Memory(Segments segments, long maximum, ArenaLock lock, Storage storage) {
        this.segments = segments;
        this.storage = storage;
        this.journal = storage.journal();
        this.sequence = new WriteSequence(segments.segment(0));
        this.maximum = maximum;
        this.lock = lock;
        this.heap = new Heap(segments, this);
        this.types = new Types(this, storage.outlivesProcess());
    }

    Segments segments() {
        return segments;
    }

    Heap heap() {
        return heap;
    }

    Roots roots() {
        return roots;
    }

    Types types() {
        return types;
    }

    // ---------------------------------------------------------------- changes

    /** To be called before anything is changed. Under an exclusive borrow. */
    void change() {
        if (!sequence.isOdd()) {
            beginChange();
        }
    }

    private void beginChange() {
        storage.beforeFirstChange();
        if (journal != null) {
            journal.begin();
        }
        sequence.begin();
        watchHold();
    }

    /** Has the end of this exclusive hold do what is to be done then. */
    void watchHold() {
        lock.atEndOfHold(endOfHold);
    }

    private void endHold() {
        try {
            if (sequence.isOdd()) {
                endChange();
            }
        } finally {
            storage.endOfHold();
        }
    }

    private void endChange() {
        if (lent != 0) {
            endLendings();
        }
        if (journal != null && journal.hasFailed()) {
            journal.putBack(segments);
            forgetUndone();
        }
        sequence.end();
        if (journal != null) {
            journal.end();
        }
    }

    private void endLendings() {
        for (Lending lending : List.copyOf(lendings)) {
            lending.endWithHold();
        }
    }

    /** What was made of the memory and is not in it. */
    private void forgetUndone() {
        segments.truncate((int) segments.getLong(HeapDescriptor.SEGMENTS));
        types.forget();
    }

    /** An array was lent; {@link #change()} was called before. */
    void lent(Lending lending) {
        lendings.add(lending);
        lent = lendings.size();
    }

    /** A lent array has come back as a whole. */
    void returned(Lending lending) {
        lendings.remove(lending);
        lent = lendings.size();
    }

    /** Whether others may be changing what was lent to them. */
    boolean hasLent() {
        return lent > 0;
    }

    WriteSequence writeSequence() {
        return sequence;
    }

    long sequence() {
        return sequence.now();
    }

    // ---------------------------------------------------------------- handles

    /** The segment of a live block of some type, with room for so many bytes of payload. */
    UnsafeBuffer live(Handle<?> handle, int type, int payload) {
        UnsafeBuffer segment = find(handle, type, payload);
        if (segment == null) {
            throw wrong(handle, type);
        }
        return segment;
    }

    /** As {@link #live}, or null if there is none. */
    @Nullable
    UnsafeBuffer find(Handle<?> handle, int type, int payload) {
        long block = handle.offset();
        UnsafeBuffer segment = segments.find(block, BlockDescriptor.PAYLOAD + payload);
        if (segment != null) {
            int index = Segments.index(block);
            if (Primitives.getLong(segment, index + BlockDescriptor.STAMP) == handle.stamp()
                    && Primitives.getInt(segment, index + BlockDescriptor.TYPE) == type) {
                return segment;
            }
        }
        return null;
    }

    /** The type of a live block. */
    int typeOf(Handle<?> handle) {
        if (!isLive(handle)) {
            throw stale(handle);
        }
        return heap.type(handle.offset());
    }

    boolean isLive(Handle<?> handle) {
        return segments.find(handle.offset(), BlockDescriptor.PAYLOAD) != null
                && heap.isLive(handle.offset(), handle.stamp());
    }

    RuntimeException wrong(Handle<?> handle, int asked) {
        if (!isLive(handle)) {
            return stale(handle);
        }
        int found = heap.type(handle.offset());
        if (found != asked) {
            return Violations.handleType(
                    handle.toString(),
                    label(),
                    types.name(asked),
                    types.name(found),
                    Execution.current().describe());
        }
        return Violations.damaged(label(), "the block of handle " + handle + " is too small for its type");
    }

    RuntimeException stale(Handle<?> handle) {
        String caller = Execution.current().describe();
        long salt = segments.getLong(HeapDescriptor.SALT);
        long generation = BlockDescriptor.unscramble(handle.stamp(), salt);
        boolean ours = generation > 0 && generation <= segments.getLong(HeapDescriptor.GENERATION);
        return ours
                ? Violations.staleHandle(handle.toString(), label(), caller)
                : Violations.foreignHandle(handle.toString(), label(), caller);
    }

    RuntimeException damaged(Handle<?> handle, String what) {
        return Violations.damaged(label(), "the block of handle " + handle + ": " + what);
    }

    String label() {
        return segments.label();
    }

    // ---------------------------------------------------------------- growth and end

    @Override
    public boolean grow(long blockBytes) {
        long present = segments.bytes();
        long least = blockBytes + BlockDescriptor.HEADER_BYTES;
        long wanted = Math.max(Math.max(least, LEAST_SEGMENT), present);
        long size = Math.min(Math.min(wanted, Segments.LARGEST_SEGMENT), maximum - present) & -BlockDescriptor.GRANULE;
        if (size < least || segments.count() == Segments.MOST_SEGMENTS) {
            return false;
        }
        while (add(size) < least) {
            // One that was there, of a hold that was undone, is too small: one more.
            if (segments.bytes() + size > maximum || segments.count() == Segments.MOST_SEGMENTS) {
                return false;
            }
        }
        return true;
    }

    /** Adds a segment that is one free block. {@return its bytes} */
    private long add(long size) {
        try {
            UnsafeBuffer segment = storage.add(segments.count(), size);
            long start = segments.add(segment);
            heap.formatSegment(start);
            segments.putLong(HeapDescriptor.SEGMENTS, segments.count());
            return segment.capacity();
        } catch (IOException e) {
            throw new UncheckedIOException("no space for the arena to grow: arena=" + label() + ", bytes=" + size, e);
        }
    }

    @Override
    public long room() {
        return Math.max(0, maximum - segments.bytes());
    }

    /** After a close, when nobody holds the arena any more: gives the memory back at once, unless somebody may read it. */
    void free() {
        boolean unread = sequence.close();
        storage.free(segments.all(), unread && lent == 0);
    }
}
