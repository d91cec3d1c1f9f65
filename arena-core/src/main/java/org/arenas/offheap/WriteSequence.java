package org.arenas.offheap;

import java.lang.invoke.VarHandle;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * By what those who hold nothing know whether what they read was being changed, and closing knows whether somebody may still
 * be reading.
 *
 * <p><b>Thread-safety.</b> {@link #begin} and {@link #end} by the exclusive holder, {@link #close} by the last holder, the
 * rest from any thread.
 */
final class WriteSequence {
    /*
     * The number is even while nobody changes anything.
     *
     *   writer:  number := odd; store fence; changes ...; number := even (release)
     *   reader:  n := number (volatile); odd: give up;  reads ...; load fence;  number = n?
     *
     * Equal and even means that no change overlapped: had the reader seen one of a later hold, then the fences would have
     * it see that hold's odd number, too; and every change of an earlier hold comes before the even number it has read.
     *
     *   optimistic reader:  mark := true;    closed?  yes: throw   no: read
     *   close:              closed := true;  mark?    yes: leave the memory to the collector   no: free it
     *
     * Both write first and read second, and both fields are volatile: at least one of them sees the other.
     *
     * They stand here for themselves, and not beside what a holder writes: a read without a lock has to fetch the line of
     * the number from the last writer, and no further one for nothing.
     */
    private static final int SPINS = 50;

    private final UnsafeBuffer first;
    /** Of the number, for reads: writes go by the buffer, which in tests remembers them. */
    private final long address;

    private volatile boolean read;
    private volatile boolean closed;

    WriteSequence(UnsafeBuffer first) {
        this.first = first;
        this.address = first.addressOffset() + HeapDescriptor.SEQUENCE;
    }

    /** Something is about to change. */
    void begin() {
        first.putLong(HeapDescriptor.SEQUENCE, UnsafeApi.getLong(address) + 1);
        VarHandle.storeStoreFence();
    }

    /** All changes were made. */
    void end() {
        first.putLongRelease(HeapDescriptor.SEQUENCE, UnsafeApi.getLong(address) + 1);
    }

    /** Whether something was changed since the hold began. For the exclusive holder. */
    boolean isOdd() {
        return (UnsafeApi.getLong(address) & 1) != 0;
    }

    long now() {
        return UnsafeApi.getLongVolatile(null, address);
    }

    /** {@return the number, after a moment's wait if it is odd: a change takes no longer, mostly} */
    long awaitEven() {
        long now = now();
        for (int i = 0; (now & 1) != 0 && i < SPINS; i++) {
            Thread.onSpinWait();
            now = now();
        }
        return now;
    }

    /** Before an optimistic read. {@return false if the arena is closed} */
    boolean beginRead() {
        if (!read) {
            read = true;
        }
        return !closed;
    }

    /** True if nothing was changed since the sequence was what it was; reads that stand before stay before. */
    boolean isUnchangedSince(long sequence) {
        VarHandle.acquireFence();
        return now() == sequence;
    }

    /** {@return true if nobody reads or will ever read} */
    boolean close() {
        closed = true;
        return !read;
    }
}
