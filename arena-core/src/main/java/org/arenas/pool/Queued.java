package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/** What can stand in a pool's queue: work, or the wish for help with something larger. */
abstract class Queued {
    /*
     * Classes, not interfaces: a test for a class is one comparison. One for an interface may write to what all objects of the
     * class share, which threads that test the same objects for different interfaces then take from each other.
     */

    /** {@return what the pool was given, to be handed back; null if it has put this into the queue itself} */
    @Nullable
    Runnable given() {
        return null;
    }

    /** Nobody will run it: whoever waits for it is told. */
    void drop() {}
}
