package org.arenas.offheap;

/** Something of several blocks, seen through one borrow: what the kinds of collections share. */
abstract sealed class View permits LongLongMap, BytesMap, BytesQueue {
    final MemoryReader reader;
    final Memory memory;
    private final Handle<?> handle;
    private final int type;
    private final int headBytes;

    /** Checks that the head is there. */
    View(MemoryReader reader, Handle<?> handle, int type, int headBytes) {
        this.reader = reader;
        this.memory = reader.memory;
        this.handle = handle;
        this.type = type;
        this.headBytes = headBytes;
        head();
    }

    /** Where the head lies, once it is clear that borrow and collection are still there. */
    final long head() {
        reader.check();
        memory.live(handle, type, headBytes);
        return handle.offset() + BlockDescriptor.PAYLOAD;
    }

    /** As {@link #head}, for a change. */
    final long changedHead() {
        reader.checkWritable();
        long head = head();
        memory.change();
        return head;
    }

    final RuntimeException damaged(String what) {
        return memory.damaged(handle, what);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(" + handle + ")";
    }
}
