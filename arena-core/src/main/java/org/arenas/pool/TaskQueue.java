package org.arenas.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A queue of tasks without a bound, first in, first out, which can be closed.
 *
 * <p><b>Thread-safety.</b> Any number of threads offer and poll; nobody waits for anybody.
 * <p><b>Memory consistency.</b> Actions before an offer happen-before actions after the poll that returns the task.
 *
 * @param <E> what a task is here
 */
final class TaskQueue<E> {
    /*
     * A list of segments. In a segment every offer and every poll gets a place of its own by counting up an index, so that
     * threads of one kind meet in one instruction only, and which never has to be tried again:
     *
     *   offer  i = offers++; items[i]: null → task, CAS. Fails if a poll was there first; then another place.
     *   poll   i = polls++;  items[i]: → TAKEN. If nothing was there, the offer that owns the place is late, and will see it.
     *
     * A full segment is followed by another one (next, CAS, with the first task in it already); head and tail follow.
     *
     * Close. The last segment is followed by CLOSED, and its places that nobody has yet are used up in one step: offers += size.
     * An offer that counted before that step either stores its task where a poll will come by, or finds the place TAKEN, looks
     * for another one, and finds the queue closed. So a task that was accepted is polled, and no task is accepted after the
     * close; when the polls of the last segment are used up as well, there will never be another task.
     *
     * Reference. A. Correia and P. Ramalhete, "FAAArrayQueue", 2016; after A. Morrison and Y. Afek, "Fast Concurrent Queues
     * for x86 Processors", PPoPP 2013.
     */
    static final int SIZE = 1024;

    private static final Object TAKEN = new Object();
    private static final Segment CLOSED = new Segment(0);

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(TaskQueue.class, "head", Segment.class);
            TAIL = lookup.findVarHandle(TaskQueue.class, "tail", Segment.class);
            NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Segment head;
    private volatile Segment tail;

    TaskQueue() {
        this(SIZE);
    }

    /**
     * A queue, for tests that want to see the end of a segment.
     *
     * @param size how many places a segment has
     */
    TaskQueue(int size) {
        Segment first = new Segment(size);
        head = first;
        tail = first;
    }

    private static final class Segment {
        /** Where the indices are: each has a cache line to itself. */
        private static final int OFFERS = 16;

        private static final int POLLS = 32;
        private static final int INDICES = 48;

        private final AtomicIntegerArray indices = new AtomicIntegerArray(INDICES);
        private final int size;
        private final AtomicReferenceArray<@Nullable Object> items;

        private volatile @Nullable Segment next;

        Segment(int size) {
            this.size = size;
            items = new AtomicReferenceArray<>(size);
        }

        int offers() {
            return Math.min(size, indices.get(OFFERS));
        }

        int polls() {
            return Math.min(size, indices.get(POLLS));
        }

        int left() {
            return Math.max(0, offers() - polls());
        }

        /** False if the segment is full. */
        boolean offer(Object task) {
            // Looked at first, because offers to a full or closed segment must not count up for ever.
            while (indices.get(OFFERS) < size) {
                int i = indices.getAndIncrement(OFFERS);
                if (i < size && items.compareAndSet(i, null, task)) {
                    return true;
                }
            }
            return false;
        }

        /** Null if nothing is in it. */
        @Nullable
        Object poll() {
            while (polls() < offers()) {
                int i = indices.getAndIncrement(POLLS);
                Object task = i < size ? items.getAndSet(i, TAKEN) : null;
                if (task != null) {
                    return task;
                }
            }
            return null;
        }

        /** As {@link #left}, where places without a task may have been used up. */
        int storedBehindPolls() {
            int stored = 0;
            for (int i = polls(); i < size; i++) {
                Object item = items.get(i);
                if (item != null && item != TAKEN) {
                    stored++;
                }
            }
            return stored;
        }

        void useUp() {
            indices.getAndAdd(OFFERS, size);
        }

        boolean isUsedUp() {
            return polls() == size;
        }
    }

    /** Adds a task; false if the queue is closed. */
    boolean offer(E task) {
        for (; ; ) {
            Segment last = tail;
            if (last.offer(task)) {
                return true;
            }
            Segment next = last.next;
            if (next == CLOSED) {
                return false;
            }
            if (next == null) {
                Segment fresh = new Segment(last.size);
                fresh.offer(task);
                if (NEXT.compareAndSet(last, (Segment) null, fresh)) {
                    TAIL.compareAndSet(this, last, fresh);
                    return true;
                }
            } else {
                TAIL.compareAndSet(this, last, next);
            }
        }
    }

    /** Takes the task that was added first; null if there is none now. */
    @SuppressWarnings("unchecked") // Tasks of type E are all that was offered.
    @Nullable
    E poll() {
        for (; ; ) {
            Segment first = head;
            Object task = first.poll();
            if (task != null) {
                return (E) task;
            }
            Segment next = first.next;
            if (!first.isUsedUp() || next == null || next == CLOSED) {
                return null;
            }
            HEAD.compareAndSet(this, first, next);
        }
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** How many tasks are in it: exact while nobody offers or polls. */
    int size() {
        int size = 0;
        for (Segment segment = head; segment != null && segment != CLOSED; segment = segment.next) {
            boolean closed = segment.next == CLOSED;
            size += closed ? segment.storedBehindPolls() : segment.left();
        }
        return size;
    }

    /** From now on {@link #offer} returns false. */
    void close() {
        for (; ; ) {
            Segment last = tail;
            Segment next = last.next;
            if (next == CLOSED) {
                return;
            }
            if (next != null) {
                TAIL.compareAndSet(this, last, next);
            } else if (NEXT.compareAndSet(last, (Segment) null, CLOSED)) {
                last.useUp();
                return;
            }
        }
    }

    /** True if it is closed and empty, for good. */
    boolean isDrained() {
        Segment first = head;
        return first.isUsedUp() && first.next == CLOSED;
    }
}
