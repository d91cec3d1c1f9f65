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
     * When to wake. Waking costs more than a hundred items, so a thread may say that it is in no hurry: then it wants to be
     * woken for a good deal of room, not for one place. That is bounded by itself: it parks with a limit, and when that is
     * over it hurries, which writes `hurried`, and looks at the buffer once more before it parks for good. `hurried` has the
     * part of `length` above. Whoever changes the buffer wakes the first in line if anybody there hurries, so each change
     * wakes one.
     *
     * The lock guards the links. It is taken only by who parks, and by who has seen that somebody does. It is no monitor, so
     * that a virtual thread that waits for it gives its carrier back. Nobody is unparked under it: the woken one might run at
     * once, in place of the waker, and want it.
     */
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Place first;
    private @Nullable Place last;

    /** Written under the lock. */
    private volatile int length;

    /** How many of them hurry. Written under the lock. */
    private volatile int hurried;

    /** A place of a thread in the line. Guarded by the lock. */
    static final class Place {
        private final Sleep sleep;
        private boolean hurries;
        private @Nullable Place previous;
        private @Nullable Place next;

        /** False for good once it is true no more: so the thread itself may read it without the lock. */
        private boolean isInLine;

        Place(Sleep sleep, boolean hurries) {
            this.sleep = sleep;
            this.hurries = hurries;
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether somebody in the line wants to be woken by the least change. */
    boolean isHurried() {
        return hurried != 0;
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
            if (place.hurries) {
                hurried++;
            }
            length++;
        } finally {
            lock.unlock();
        }
    }

    /** From now on the least change is enough for the thread. It looks at the buffer once more after that. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
    void hurry(Place place) {
        lock.lock();
        try {
            if (place.isInLine && !place.hurries) {
                place.hurries = true;
                hurried++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place up, if a wake-up has not taken it away. Only for the thread whose place it is. */
    void leave(Place place) {
        if (!place.isInLine) {
            return;
        }
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
            wakeOne();
        }
    }

    /** After a change that lets all of them go on. */
    void wakeAll() {
        while (length != 0) {
            wakeOne();
        }
    }

    private void wakeOne() {
        Sleep woken = takeFirst();
        if (woken != null) {
            woken.unpark();
        }
    }

    /** The first that is woken by that; those that are leaving, or were woken at another channel, are skipped. */
    private @Nullable Sleep takeFirst() {
        lock.lock();
        try {
            for (Place place = first; place != null; place = first) {
                remove(place);
                if (place.sleep.wake()) {
                    return place.sleep;
                }
            }
            return null;
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
        if (place.hurries) {
            hurried--;
        }
        length--;
    }
}
