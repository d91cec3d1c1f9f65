package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;

/** An array by the borrow of its arena. */
final class BorrowGrant extends ArrayGrant {
    final MemoryReader reader;
    private final int type;
    private final int flags;

    BorrowGrant(MemoryReader reader, Handle<?> handle, int type) {
        super(reader.memory, handle);
        this.reader = reader;
        this.type = type;
        this.flags = Segments.index(handle.offset()) + SharedArray.FLAGS;
    }

    /** The length that stands before the elements, all of which exist. */
    int length(int elementBytes) {
        UnsafeBuffer segment = readable();
        int index = Segments.index(handle.offset());
        int length = segment.getInt(index + SharedArray.LENGTH);
        if (length < 0 || (long) length * elementBytes > segment.capacity() - index - SharedArray.ELEMENTS) {
            throw memory.damaged(handle, "its length is impossible: elements=" + length);
        }
        return length;
    }

    @Override
    UnsafeBuffer readable() {
        reader.check();
        UnsafeBuffer segment = memory.live(handle, type, SharedArray.HEAD_BYTES);
        if ((segment.getInt(flags) & SharedArray.LENT) != 0) {
            throw lent();
        }
        return segment;
    }

    @Override
    UnsafeBuffer writable() {
        reader.checkWritable();
        UnsafeBuffer segment = memory.live(handle, type, SharedArray.HEAD_BYTES);
        int flagged = segment.getInt(flags);
        if (flagged != 0) {
            throw (flagged & SharedArray.LENT) != 0
                    ? lent()
                    : Violations.arrayFrozen(
                            array(), memory.label(), Execution.current().describe());
        }
        memory.change();
        return segment;
    }

    /** Under an exclusive borrow. */
    void setFlag(int flag, boolean on) {
        UnsafeBuffer segment = memory.segments().at(handle.offset(), SharedArray.ELEMENTS);
        int flagged = segment.getInt(flags);
        segment.putInt(flags, on ? flagged | flag : flagged & ~flag);
    }
}
