package org.arenas.channel;

import org.jspecify.annotations.Nullable;

/**
 * Where a channel's items are, in order. Knows nothing of waiting: every operation succeeds or fails at once.
 *
 * <p><b>Thread-safety.</b> The name of an implementation says how many threads may offer, and how many may poll, at a time:
 * one (S) or many (M) producers (p) and consumers (c). The rest is for everybody.
 * <p><b>Memory consistency.</b> Actions before an offer happen-before actions after the poll of its item. A successful offer
 * and a successful poll are atomic read-modify-writes of a cursor before anything else is made visible, so that a volatile
 * read after one of them sees whoever stood in line before the cursor moved: see {@link WaitLine}.
 */
abstract class Buffer {
    /*
     * Claims. An offer first claims a place, by moving a cursor, and then fills it. From the claim on the item counts: a
     * poll that comes to a place which is claimed and not filled waits for the few instructions in between, and so does
     * isEmpty() not see a buffer as empty. Thus an offer takes effect at its claim, and closing, which sets a bit in the
     * word that is claimed from, is before or after each offer: an item is either refused or there to be taken.
     */

    /** What became of an item. */
    enum Offer {
        DONE,
        FULL,
        CLOSED
    }

    abstract Offer offer(Object item);

    /** The first item, or null if there is none. */
    abstract @Nullable Object poll();

    abstract boolean isEmpty();

    abstract boolean isFull();

    /** Whether there is room for a good deal: worth waking somebody who takes his time. */
    abstract boolean isRoomy();

    /** Lets no more items in; false if it was closed before. */
    abstract boolean close();

    abstract boolean isClosed();

    /** Whether it is closed and empty, which it is for ever then. */
    abstract boolean isDrained();

    abstract int size();

    abstract int capacity();
}
