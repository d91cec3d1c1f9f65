package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One request for one or several arenas, as it stands in their queues. It is the queue node of its first arena itself, so
 * that the common case of one arena needs no other object.
 */
abstract class Acquisition extends QueueNode implements Waiting {
    /*
     * Enqueuing is the two-phase protocol of Behaviour-Oriented Concurrency: append to every queue in the order of lock
     * ids, then publish all nodes. It is one atomic step in this sense: if two acquisitions share two arenas, they stand in
     * the same order in both queues, because the later one, at the first arena they share, waits in append() until the
     * earlier one is published, that is, stands in all its queues. An acquisition of one arena is published after its
     * append, too: it passes on to those behind it that everybody before it is published.
     *
     * pending   number of nodes not granted yet, only used with several arenas; decremented by whoever grants a node.
     *           Zero means that every arena is held, and is reached by at most one granter.
     * cancel()  tries WAITING → CANCELLED on every node. If it wins at least one, pending cannot reach zero any more, and
     *           the caller gives back the nodes that had been granted. A granter writes everything else before it makes a
     *           node GRANTED, so that giving back cannot overtake it. Two callers, who close two of the arenas, may win a
     *           node each: CANCEL is added to pending to elect one of them.
     */
    private static final QueueNode[] NONE = {};
    private static final int CANCEL = 1 << 24;
    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(Acquisition.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final QueueNode[] rest;
    private volatile int pending;

    /**
     * An acquisition of several arenas.
     *
     * @param requests normalised
     */
    Acquisition(LockRequest[] requests) {
        this(requests[0].lock(), requests[0].exclusive(), requests.length);
        for (int i = 1; i < requests.length; i++) {
            setPart(i, requests[i].lock(), requests[i].exclusive());
        }
    }

    /** An acquisition of {@code size} arenas, of which all but the first are still to be {@linkplain #setPart set}. */
    Acquisition(ArenaLock first, boolean exclusive, int size) {
        super(first, exclusive);
        rest = size == 1 ? NONE : new QueueNode[size - 1];
        PENDING.set(this, size);
    }

    /** Before the acquisition is enqueued: its arena number {@code i}, whose id is higher than that of {@code i - 1}. */
    final void setPart(int i, ArenaLock part, boolean exclusivePart) {
        rest[i - 1] = new Part(part, exclusivePart, this);
    }

    private static final class Part extends QueueNode {
        private final Acquisition owner;

        Part(ArenaLock lock, boolean exclusive, Acquisition owner) {
            super(lock, exclusive);
            this.owner = owner;
        }

        @Override
        Acquisition owner() {
            return owner;
        }
    }

    @Override
    final Acquisition owner() {
        return this;
    }

    /** Every arena is held. Called once, by whoever granted the last one. */
    abstract void granted(Ready ready);

    /** The last reader has left an arena whose word this owns. */
    abstract void drained(Ready ready);

    /** One of the arenas was closed or abandoned. Does nothing if everything is held already. */
    abstract void refused();

    /** A hint that the arena is free and this stands first. */
    abstract void wake();

    /** Who waits. */
    abstract Agent agent();

    final int size() {
        return 1 + rest.length;
    }

    final QueueNode node(int i) {
        return i == 0 ? this : rest[i - 1];
    }

    final boolean isGrantedOn(LockWord wanted) {
        for (int i = 0; i < size(); i++) {
            if (node(i).lock == wanted) {
                return node(i).state() == GRANTED;
            }
        }
        return false;
    }

    /** Stands in every queue when this returns; may be granted by then. */
    final void enqueue() {
        append();
        publish();
    }

    /** First phase: takes the places. Whoever arrives behind one of them waits for the second phase. */
    final void append() {
        lock.append(this);
        for (QueueNode node : rest) {
            node.lock.append(node);
        }
    }

    /** Second phase: lets those behind go on, and makes sure that somebody will grant the nodes. */
    final void publish() {
        publishRelease();
        for (QueueNode node : rest) {
            node.publishRelease();
        }
        for (int i = 0; i < size(); i++) {
            node(i).lock.arrived(node(i));
        }
    }

    /** One more node is granted, and its readers have left. */
    final void nodeGranted(Ready ready) {
        if (rest.length == 0 || (int) PENDING.getAndAdd(this, -1) == 1) {
            granted(ready);
        }
    }

    /** All nodes were granted without a queue. */
    final void grantedUnqueued() {
        PENDING.setRelease(this, 0);
    }

    /** True once every node is granted. */
    final boolean isGranted() {
        return rest.length == 0 ? state() == GRANTED : pending == 0;
    }

    /**
     * Leaves every queue, unless everything is granted already.
     *
     * @return false if it was too late: all arenas are held, or somebody else has just done it
     */
    final boolean cancel() {
        boolean won = false;
        for (int i = 0; i < size(); i++) {
            won |= node(i).casState(CANCELLED);
        }
        if (!won || (rest.length > 0 && (int) PENDING.getAndAdd(this, CANCEL) >= CANCEL)) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.state() == GRANTED) {
                node.lock.giveBack(node);
            } else {
                node.lock.unlink(node);
                node.lock.poke(Ready.DISPATCH);
            }
        }
        return true;
    }

    @Override
    public void blockers(Consumer<Edge> visitor) {
        for (int i = 0; i < size(); i++) {
            LockEdges.of(node(i), visitor);
        }
    }

    @Override
    public String wanted() {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.state() == WAITING || node.lock.isDrainingFor(this)) {
                wanted.add(node.lock.label() + (node.exclusive ? " exclusively" : " shared"));
            }
        }
        return String.join(" and ", wanted);
    }
}
