package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;

/** By what right an array is used. */
abstract sealed class ArrayGrant permits BorrowGrant, LeaseGrant {
    final Memory memory;
    final Handle<?> handle;
    final int type;

    ArrayGrant(Memory memory, Handle<?> handle, int type) {
        this.memory = memory;
        this.handle = handle;
        this.type = type;
    }

    /** The segment, if the array may be read here and now. */
    abstract UnsafeBuffer readable();

    /** The segment, if the array may be changed here and now. */
    abstract UnsafeBuffer writable();

    /** Tells the memory that some bytes of the segment change, once it is clear that they may. */
    abstract void beforeChange(int at, int length);

    /** In words; looks at no memory, for it is asked when that may have been freed. */
    final String array() {
        return memory.types().name(type) + " " + handle;
    }

    final RuntimeException lent() {
        return Violations.arrayLent(array(), memory.label(), Execution.current().describe());
    }
}
