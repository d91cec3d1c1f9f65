package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;

/** By what right an array is used. */
abstract sealed class ArrayGrant permits BorrowGrant, LeaseGrant {
    final Memory memory;
    final Handle<?> handle;

    ArrayGrant(Memory memory, Handle<?> handle) {
        this.memory = memory;
        this.handle = handle;
    }

    /** The segment, if the array may be read here and now. */
    abstract UnsafeBuffer readable();

    /** The segment, if the array may be changed here and now; the memory knows that it changes. */
    abstract UnsafeBuffer writable();

    final String array() {
        return memory.types().name(memory.heap().type(handle.offset())) + " " + handle;
    }

    final RuntimeException lent() {
        return Violations.arrayLent(array(), memory.label(), Execution.current().describe());
    }
}
