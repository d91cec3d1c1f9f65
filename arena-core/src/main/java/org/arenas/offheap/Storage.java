package org.arenas.offheap;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Where the bytes of an arena lie: in direct memory of this process, or in a file that others have open, too. */
interface Storage {
    /**
     * A further segment. Under the arena's exclusive borrow.
     *
     * @param number how many there are
     * @param bytes how long it is to be; if there is one already that a hold made and that was undone, it is taken as it is
     */
    UnsafeBuffer add(int number, long bytes) throws IOException;

    /** {@return what keeps the bytes that a hold changes, or null if that need not be undone} */
    @Nullable
    Journal journal();

    /** {@return whether others read it, now or later} */
    boolean outlivesProcess();

    /** An exclusive hold is about to change something for the first time. */
    void beforeFirstChange();

    /** An exclusive hold ends; what it has changed is there, or undone. */
    void endOfHold();

    /**
     * Gives the memory back.
     *
     * @param segments all of it
     * @param atOnce now, or when nobody can reach it any more
     */
    void free(Iterable<UnsafeBuffer> segments, boolean atOnce);
}
