package org.arenas.channel;

import java.util.function.Supplier;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/** A bounded buffer for many senders and one receiver. A slot that is null is empty. */
class MpscRing extends Ring {
    /*
     * slot: null → item   the sender that claimed its index, release
     *       item → null   the receiver, plain, before the CAS of head: who sees the new head sees the slot empty
     *
     * The receiver's CAS could be a store, were it not for two things: a full fence is needed there anyway, before the look
     * at the senders that wait, and a CAS that fails is the proof of a second receiver.
     */
    private final Supplier<RuntimeException> strangeReceiver;

    /**
     * An empty buffer.
     *
     * @param strangeReceiver what to throw when two poll at a time
     */
    MpscRing(int capacity, Supplier<RuntimeException> strangeReceiver) {
        super(capacity);
        this.strangeReceiver = strangeReceiver;
    }

    @Override
    long claim() {
        return claimWithOthers();
    }

    @Override
    final void fill(long index, Object item) {
        setSlotRelease(index, item);
    }

    @Override
    final @Nullable Object poll() {
        long index = headVolatile();
        Object item = slotAcquire(index);
        if (item == null) {
            if (isUnclaimed(index)) {
                return null;
            }
            item = awaitFilled(index);
        }
        setSlotPlain(index, null);
        if (!casHead(index)) {
            throw strangeReceiver.get();
        }
        return item;
    }

    private Object awaitFilled(long index) {
        for (int spins = 0; ; spins++) {
            Object item = slotAcquire(index);
            if (item != null) {
                return item;
            }
            if (headVolatile() != index) {
                throw strangeReceiver.get();
            }
            Spin.once(spins);
        }
    }
}
