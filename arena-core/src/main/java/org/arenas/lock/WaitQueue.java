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
abstract sealed class WaitQueue permits ReaderBias {
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
    private static final VarHandle HEAD;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(WaitQueue.class, "tail", QueueNode.class);
            HEAD = MethodHandles.lookup().findVarHandle(WaitQueue.class, "head", QueueNode.class);
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
            HEAD.setRelease(this, node);
        } else {
            for (int spins = 0; !previous.isPublished(); spins++) {
                Spin.once(spins);
            }
            node.setPreviousRelease(previous);
            previous.setNextRelease(node);
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
        for (int spins = 0; !first.isPublished(); spins++) {
            Spin.once(spins);
        }
        first.setPreviousRelease(null);
        QueueNode next = first.next();
        if (next == null) {
            HEAD.setRelease(this, (QueueNode) null);
            if (TAIL.compareAndSet(this, first, null)) {
                first.setNextRelease(first);
                return;
            }
            for (int spins = 0; (next = first.next()) == null; spins++) {
                Spin.once(spins);
            }
        }
        HEAD.setRelease(this, next);
        first.setNextRelease(first);
    }

    /**
     * Takes a cancelled node, and cancelled ones beside it, out of the links, so that a long holder does not collect the
     * nodes of everybody who ever gave up waiting for it. May be called by any thread, at the same time as everything else.
     */
    final void unlink(QueueNode cancelled) {
        /*
         * Links are only ever moved over cancelled nodes, and cancelled is a final state, so a live node stays reachable
         * whatever the order of these writes. The last node is never skipped, because arrivals link to it. A node that is
         * not popped has no popped node behind it, so a link of a live node cannot lead out of the queue; what is written
         * to popped nodes does no harm. The popper, which may be on the old path, meets cancelled nodes and pops them.
         */
        QueueNode anchor = cancelled.previous();
        if (anchor == null) {
            return;
        }
        for (QueueNode before = anchor.previous();
                before != null && anchor.state() == QueueNode.CANCELLED;
                before = anchor.previous()) {
            anchor = before;
        }
        QueueNode successor = cancelled;
        for (QueueNode next = successor.next();
                next != null && next != successor && successor.state() == QueueNode.CANCELLED;
                next = successor.next()) {
            successor = next;
        }
        if (successor != anchor) {
            successor.setPreviousRelease(anchor);
            anchor.setNextRelease(successor);
        }
    }

    /** The first node as anybody may see it, for walkers. */
    final @Nullable QueueNode headForWalk() {
        return head;
    }
}
