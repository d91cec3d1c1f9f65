package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One acquisition's place in the queue of one arena. */
abstract class QueueNode {
    /*
     * state   WAITING → GRANTED    by the owner of the lock word, after the word or the reader cell names this node
     *         WAITING → CANCELLED  by a timeout, an interrupt, a deadlock victim or a close
     *         GRANTED and CANCELLED are final. Both transitions are CAS: who wins owns what follows.
     * next    written by the next arrival; set to the node itself when the node is popped, which tells a walker to start
     *         again and cuts the chain for the garbage collector
     * previous  the node before it when it arrived; cleared when popped. Walkers go back along it.
     *         Both links may later be moved over cancelled nodes, see WaitQueue.unlink.
     * published  set when the acquisition stands in the queues of all its arenas
     *
     * Links and `published` are written with release order: who reads them sees the node they lead to. What has to come
     * after them in the order of all threads comes after the exchange of the tail, which is a full fence.
     */
    static final int WAITING = 0;
    static final int GRANTED = 1;
    static final int CANCELLED = 2;

    private static final VarHandle STATE;
    private static final VarHandle NEXT;
    private static final VarHandle PREVIOUS;
    private static final VarHandle PUBLISHED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(QueueNode.class, "state", int.class);
            NEXT = lookup.findVarHandle(QueueNode.class, "next", QueueNode.class);
            PREVIOUS = lookup.findVarHandle(QueueNode.class, "previous", QueueNode.class);
            PUBLISHED = lookup.findVarHandle(QueueNode.class, "published", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final ArenaLock lock;
    final boolean exclusive;

    private volatile @Nullable QueueNode next;
    private volatile @Nullable QueueNode previous;
    private volatile boolean published;

    /** The reader cell of a granted shared node. Written before GRANTED, read after. */
    int cell = -1;

    private volatile int state;

    QueueNode(ArenaLock lock, boolean exclusive) {
        this.lock = lock;
        this.exclusive = exclusive;
    }

    abstract Acquisition owner();

    final @Nullable QueueNode next() {
        return next;
    }

    final void setNextRelease(QueueNode node) {
        NEXT.setRelease(this, node);
    }

    final @Nullable QueueNode previous() {
        return previous;
    }

    final void setPreviousRelease(@Nullable QueueNode node) {
        PREVIOUS.setRelease(this, node);
    }

    final boolean isPublished() {
        return published;
    }

    final void publishRelease() {
        PUBLISHED.setRelease(this, true);
    }

    final int state() {
        return state;
    }

    final boolean isWaiting() {
        return state == WAITING;
    }

    final boolean casState(int to) {
        return STATE.compareAndSet(this, WAITING, to);
    }

    /** Only for a node that was never in a queue: nobody else can see it. */
    final void grantUnqueued() {
        STATE.setRelease(this, GRANTED);
    }
}
