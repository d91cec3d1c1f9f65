package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/** A bounded buffer for many senders and many receivers. A number beside each slot says which item was put there last. */
final class MpmcRing extends Ring {
    /*
     * slot:    null → item     the sender that claimed its index, once it is null; plain, before `filled`
     *          item → null     the receiver that claimed its index, release
     * filled:  the index of the item that was put into the slot last, cut to 32 bits; written by the sender, release
     *
     * That a slot is not null does not say that its item is there to be taken: a receiver that has claimed an item and not
     * yet emptied the slot may be overtaken by a whole round, and the next one would take the old item again. Nor need
     * `filled` be reset: a receiver looks at it for the index that is head now, if its CAS of head succeeds, and before
     * the slot is filled for that index it has the index of the round before. Two such differ in 32 bits, since a round is
     * shorter than that.
     *
     * Who waits for whom. A sender that has claimed a slot waits for the receiver of the round before to empty it; a
     * receiver at a slot that is claimed waits for its sender to fill it. Neither of them waits for anybody in turn when it
     * has come so far, but the sender for one receiver.
     *
     * Reference. Vyukov, "Bounded MPMC queue", 1024cores.net, 2010. There one sequence number says "free" as well as
     * "filled", so each cache line of numbers changes hands twice a round, and here once. And there a sender finds "full" by
     * the number, here by head, which is exact for every capacity.
     */
    private static final VarHandle FILLED = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] filled;

    MpmcRing(int capacity) {
        super(capacity);
        filled = new int[mask + 1];
        for (int i = 0; i <= mask; i++) {
            filled[i] = i - filled.length;
        }
    }

    private boolean isFilledAcquire(long index) {
        return (int) FILLED.getAcquire(filled, (int) index & mask) == (int) index;
    }

    private void setFilledRelease(long index) {
        FILLED.setRelease(filled, (int) index & mask, (int) index);
    }

    @Override
    long claim() {
        return claimWithOthers();
    }

    @Override
    void fill(long index, Object item) {
        for (int spins = 0; slotAcquire(index) != null; spins++) {
            Spin.once(spins);
        }
        setSlotPlain(index, item);
        setFilledRelease(index);
    }

    @Override
    @Nullable
    Object poll() {
        for (int spins = 0; ; ) {
            long index = headVolatile();
            if (isFilledAcquire(index)) {
                if (casHead(index)) {
                    return empty(index);
                }
            } else if (isUnclaimed(index)) {
                return null;
            } else if (headVolatile() == index) {
                Spin.once(spins++);
            }
            // Otherwise another receiver was faster, and head has moved.
        }
    }

    private @Nullable Object empty(long index) {
        Object item = slotPlain(index);
        setSlotRelease(index, null);
        return item;
    }
}
