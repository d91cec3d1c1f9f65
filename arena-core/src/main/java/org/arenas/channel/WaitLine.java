package org.arenas.channel;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The threads that wait at one end of a channel, in order. */
final class WaitLine {
    /*
     * No wake-up is lost (Dekker's scheme). A thread that is going to park enters the line, which writes `length`, and then
     * looks at the buffer; whoever changes the buffer writes one of its cursors by an atomic read-modify-write, and then
     * reads `length`. All four are volatile accesses, so at least one side sees the other: the waiter finds the item or the
     * room, or the other finds the waiter. That costs the other side nothing but the read, since its write was atomic
     * anyway.
     *
     * Whom to wake. One change wakes the first in line, and takes it out, so that the next change wakes the next one. A
     * thread that was woken and finds nothing, because one that has just come was faster, enters again at the front. A
     * thread that was woken and leaves for whatever reason passes the wake-up on if there is still something to have.
     *
     * The lock guards the links. It is taken only by who parks, and by who has seen that somebody does. It is no monitor, so
     * that a virtual thread that waits for it gives its carrier back.
     */
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Place first;
    private @Nullable Place last;

    /** Written under the lock. */
    private volatile int length;

    /** A place of a thread in the line. Guarded by the lock. */
    static final class Place {
        private final Sleep sleep;
        private @Nullable Place previous;
        private @Nullable Place next;
        private boolean isInLine;

        Place(Sleep sleep) {
            this.sleep = sleep;
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Takes a place at the end, or at the front. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
    void enter(Place place, boolean atFront) {
        lock.lock();
        try {
            Place before = atFront ? null : last;
            Place after = atFront ? first : null;
            place.previous = before;
            place.next = after;
            if (before == null) {
                first = place;
            } else {
                before.next = place;
            }
            if (after == null) {
                last = place;
            } else {
                after.previous = place;
            }
            place.isInLine = true;
            length++;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place up, if a wake-up has not taken it away. */
    void leave(Place place) {
        lock.lock();
        try {
            if (place.isInLine) {
                remove(place);
            }
        } finally {
            lock.unlock();
        }
    }

    /** After every change that lets one thread go on. */
    void wakeFirst() {
        if (length != 0) {
            wake(1);
        }
    }

    /** After a change that lets all of them go on. */
    void wakeAll() {
        wake(Integer.MAX_VALUE);
    }

    private void wake(int most) {
        lock.lock();
        try {
            int woken = 0;
            for (Place place = first; place != null && woken < most; place = first) {
                remove(place);
                // False if it is leaving, or was woken at another channel.
                if (place.sleep.wake()) {
                    woken++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
    private void remove(Place place) {
        Place before = place.previous;
        Place after = place.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        place.previous = null;
        place.next = null;
        place.isInLine = false;
        length--;
    }
}
