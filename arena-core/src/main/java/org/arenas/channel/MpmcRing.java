package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/** A bounded buffer for many senders and many receivers. A sequence number beside each slot says whose turn it is. */
final class MpmcRing extends Ring {
    /*
     * sequence of the slot of index i, on the round of i:
     *   i           free, for the sender that claims i
     *   i + 1       filled, for the receiver that claims i         written by the sender, release, after the item
     *   i + length  free again, for the next round                 written by the receiver, release, after the slot was emptied
     *
     * A null slot would not do here: a receiver that has claimed an item and not yet emptied its slot could be overtaken by
     * a whole round, and the next receiver would take the old item again.
     *
     * Reference. Vyukov, "Bounded MPMC queue", 1024cores.net, 2010. There a sender finds "full" by the sequence; here by
     * head, which is exact for every capacity, and a sender whose slot is being emptied waits for that.
     */
    private static final VarHandle SEQUENCE = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] sequences;

    MpmcRing(int capacity) {
        super(capacity);
        sequences = new long[mask + 1];
        for (int i = 0; i <= mask; i++) {
            sequences[i] = i;
        }
    }

    private long sequenceAcquire(long index) {
        return (long) SEQUENCE.getAcquire(sequences, (int) index & mask);
    }

    private void setSequenceRelease(long index, long sequence) {
        SEQUENCE.setRelease(sequences, (int) index & mask, sequence);
    }

    @Override
    long claim() {
        return claimWithOthers();
    }

    @Override
    void fill(long index, Object item) {
        for (int spins = 0; sequenceAcquire(index) != index; spins++) {
            Spin.once(spins);
        }
        setSlotPlain(index, item);
        setSequenceRelease(index, index + 1);
    }

    @Override
    @Nullable
    Object poll() {
        for (int spins = 0; ; ) {
            long index = head.getVolatile();
            long ahead = sequenceAcquire(index) - (index + 1);
            if (ahead == 0) {
                if (head.cas(index, index + 1)) {
                    return empty(index);
                }
            } else if (ahead < 0) {
                if (isUnclaimed(index)) {
                    return null;
                }
                Spin.once(spins++);
            }
            // Otherwise another receiver was faster, and head has moved.
        }
    }

    private @Nullable Object empty(long index) {
        Object item = slotPlain(index);
        setSlotPlain(index, null);
        setSequenceRelease(index, index + mask + 1);
        return item;
    }
}
