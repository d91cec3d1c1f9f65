package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The queue of an arena's lock: many enqueue, only the owner of the lock word takes out.
 *
 * <p><b>Memory consistency.</b> Actions before {@link #append} happen-before actions after {@link #peek} returned that
 * node.
 */
abstract sealed class WaitQueue permits LockWord {
    /*
     * Overview. An MCS-like queue as in Behaviour-Oriented Concurrency (Cheeseman et al., "When Concurrency Matters",
     * OOPSLA 2023). An arrival exchanges the tail; if there was a predecessor it waits until that one is published, which
     * makes the order of two acquisitions the same in all queues they share, and links itself behind it; else it becomes
     * the head. Waits for `published` always go from a later arrival to an earlier one in a queue that comes later in the
     * order of ids, so they end.
     *
     * Fields.
     * field | read                     | write                                          | guard
     * tail  | anybody, volatile/opaque | exchange by arrivals; CAS to null by the popper | -
     * head  | anybody, volatile        | the first arrival of an empty queue; the popper | lock word, but for the first
     *
     * A popped node is never the tail: either the CAS emptied the queue, or the popper waited for the link. So when a node
     * is popped, nobody will link to it.
     */
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(WaitQueue.class, "tail", QueueNode.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable QueueNode tail;
    private volatile @Nullable QueueNode head;

    /** True if nobody is queued or about to be. */
    final boolean isQueueEmpty() {
        return tail == null;
    }

    /** As {@link #isQueueEmpty()} without ordering; the compiler keeps it behind a release store that stands before it. */
    final boolean isQueueEmptyOpaque() {
        return TAIL.getOpaque(this) == null;
    }

    /** First phase: takes the place; the node is visible to walkers and to the popper from here on. */
    final void append(QueueNode node) {
        QueueNode previous = (QueueNode) TAIL.getAndSet(this, node);
        if (previous == null) {
            head = node;
        } else {
            for (int spins = 0; !previous.published; spins++) {
                Spin.once(spins);
            }
            node.previous = previous;
            previous.next = node;
        }
    }

    /** The first node, or null if the queue is empty. Only for the owner of the lock word. */
    final @Nullable QueueNode peek() {
        for (int spins = 0; ; spins++) {
            QueueNode first = head;
            if (first != null || tail == null) {
                return first;
            }
            Spin.once(spins);
        }
    }

    /** Removes the first node. Only for the owner of the lock word. */
    final void pop(QueueNode first) {
        first.previous = null;
        for (int spins = 0; !first.published; spins++) {
            Spin.once(spins);
        }
        QueueNode next = first.next;
        if (next == null) {
            head = null;
            if (TAIL.compareAndSet(this, first, null)) {
                return;
            }
            for (int spins = 0; (next = first.next) == null; spins++) {
                Spin.once(spins);
            }
        }
        head = next;
        first.next = first;
    }

    /** The first node as anybody may see it, for walkers. */
    final @Nullable QueueNode headForWalk() {
        return head;
    }
}
