package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;

/** An array by the borrow of its arena. */
final class BorrowGrant extends ArrayGrant {
    /*
     * The segment is kept: it stays the same as long as the arena. What a stamp names has one type for ever, so once both
     * were looked at, the stamp alone says whether it is still there. Nothing here is volatile, so that the JIT can move the
     * checks of a loop over get() out of it.
     */
    final MemoryReader reader;
    private final UnsafeBuffer segment;
    private final int stamp;
    private final int flags;

    BorrowGrant(MemoryReader reader, Handle<?> handle, int type) {
        super(reader.memory, handle, type);
        this.reader = reader;
        reader.check();
        this.segment = memory.live(handle, type, SharedArray.HEAD_BYTES);
        this.stamp = Segments.index(handle.offset()) + BlockDescriptor.STAMP;
        this.flags = Segments.index(handle.offset()) + SharedArray.FLAGS;
    }

    /** The length that stands before the elements, all of which exist. */
    int length(int elementBytes) {
        readable();
        int index = Segments.index(handle.offset());
        int length = segment.getInt(index + SharedArray.LENGTH);
        long room = memory.heap().payload(handle.offset()) - SharedArray.HEAD_BYTES;
        if (length < 0 || (long) length * elementBytes > room) {
            throw memory.damaged(handle, "its length is impossible: elements=" + length);
        }
        return length;
    }

    @Override
    UnsafeBuffer readable() {
        reader.check();
        if ((checkedFlags() & SharedArray.LENT) != 0) {
            throw lent();
        }
        return segment;
    }

    @Override
    UnsafeBuffer writable() {
        reader.checkWritable();
        int flagged = checkedFlags();
        if (flagged != 0) {
            throw (flagged & SharedArray.LENT) != 0
                    ? lent()
                    : Violations.arrayFrozen(
                            array(), memory.label(), Execution.current().describe());
        }
        return segment;
    }

    @Override
    void beforeChange(int at, int length) {
        memory.change();
        memory.segments().beforeChange(handle.offset() - Segments.index(handle.offset()) + at, length);
    }

    /** The flags, if the array is still there. */
    private int checkedFlags() {
        if (Primitives.getLong(segment, stamp) != handle.stamp()) {
            // Throws, or something else is changing the memory that an optimistic reader sees.
            memory.live(handle, type, SharedArray.HEAD_BYTES);
        }
        return Primitives.getInt(segment, flags);
    }

    /** Under an exclusive borrow. */
    void setFlag(int flag, boolean on) {
        int flagged = segment.getInt(flags);
        memory.change();
        memory.segments().beforeChange(handle.offset() + SharedArray.FLAGS, Integer.BYTES);
        segment.putInt(flags, on ? flagged | flag : flagged & ~flag);
    }
}
