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
     * next    written once by the next arrival; set to the node itself when the node is popped, which tells a walker to
     *         start again and cuts the chain for the garbage collector
     * previous  the node before it when it arrived; cleared when popped. Walkers go back along it to the first node that is
     *         neither waiting nor cancelled: that one, or whoever got the arena after it, is the holder.
     * published  set when the acquisition stands in the queues of all its arenas
     */
    static final int WAITING = 0;
    static final int GRANTED = 1;
    static final int CANCELLED = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(QueueNode.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final ArenaLock lock;
    final boolean exclusive;

    volatile @Nullable QueueNode next;
    volatile boolean published;
    volatile @Nullable QueueNode previous;

    /** The reader cell of a granted shared node. Written before GRANTED, read after. */
    int cell = -1;

    private volatile int state;

    QueueNode(ArenaLock lock, boolean exclusive) {
        this.lock = lock;
        this.exclusive = exclusive;
    }

    abstract Acquisition owner();

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
