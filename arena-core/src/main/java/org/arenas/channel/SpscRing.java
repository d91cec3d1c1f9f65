package org.arenas.channel;

import java.util.function.Supplier;

/** A bounded buffer for one sender and one receiver. */
final class SpscRing extends MpscRing {
    private final Supplier<RuntimeException> strangeSender;

    /**
     * An empty buffer.
     *
     * @param strangeSender what to throw when two offer at a time
     * @param strangeReceiver what to throw when two poll at a time
     */
    SpscRing(int capacity, Supplier<RuntimeException> strangeSender, Supplier<RuntimeException> strangeReceiver) {
        super(capacity, strangeReceiver);
        this.strangeSender = strangeSender;
    }

    @Override
    long claim() {
        return claimAlone(strangeSender);
    }
}
