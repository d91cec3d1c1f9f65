package org.arenas.lock;

import java.util.function.Consumer;
import org.arenas.lock.Waiting.Edge;
import org.jspecify.annotations.Nullable;

/** Who stands between a queue node and its arena. */
final class LockEdges {
    static final String EXCLUSIVE = "held exclusively";

    private LockEdges() {}

    /** Calls the visitor for everybody in the way of a node. Takes no lock; what it sees may be a moment old. */
    static void of(QueueNode node, Consumer<Edge> visitor) {
        ArenaLock lock = node.lock;
        if (!node.isPublished()) {
            // A task that tries the short path: it stands in no queue, and gives back at once what it cannot have
            // whole.
            return;
        }
        if (!node.isWaiting()) {
            if (node.exclusive && lock.isDrainingFor(node.owner())) {
                readers(lock, node.owner(), visitor);
            }
            return;
        }
        QueueNode before = conflictBefore(node);
        if (before != null) {
            visitor.accept(new Edge(before.owner().agent(), lock, "queued before"));
            return;
        }
        Agent writer = writer(lock, node.owner());
        if (writer != null) {
            visitor.accept(new Edge(writer, lock, EXCLUSIVE));
        }
        if (node.exclusive) {
            readers(lock, node.owner(), visitor);
        }
    }

    /** The nearest earlier waiter that has to finish first; earlier readers are no obstacle for a reader. */
    private static @Nullable QueueNode conflictBefore(QueueNode node) {
        for (QueueNode before = node.previous(); before != null; before = before.previous()) {
            if (before.isWaiting() && (before.exclusive || node.exclusive)) {
                return before;
            }
            if (before.state() == QueueNode.GRANTED) {
                return null;
            }
        }
        return null;
    }

    /** True if a node waits behind a thread: then the thread is the only one in its way, and looks for deadlocks itself. */
    static boolean isBehindThread(QueueNode node) {
        QueueNode before = conflictBefore(node);
        return before != null && before.owner() instanceof ThreadAcquisition;
    }

    /** Who owns the word, or null. */
    static @Nullable Agent writer(ArenaLock lock, @Nullable Acquisition except) {
        return agent(lock, lock.ownerToken(), lock.holder(), except);
    }

    private static @Nullable Agent agent(
            ArenaLock lock, long token, @Nullable Acquisition holder, @Nullable Acquisition except) {
        if (token == 0 || token == LockWord.CLOSED || token == LockWord.OPENING) {
            return null;
        }
        if (token == LockWord.QUEUE_OWNER) {
            // One that was cancelled is still named for as long as its granter needs to find out; who it was may wait
            // for
            // something else by then.
            return holder == null || holder == except || !holder.isGrantedOn(lock) ? null : holder.agent();
        }
        return Executions.find(token);
    }

    /** Calls the visitor for each reader. */
    static void readers(ArenaLock lock, @Nullable Acquisition except, Consumer<Edge> visitor) {
        ReaderCells cells = lock.cells();
        if (cells != null) {
            cells.forEach((cell, token, owner) -> {
                Agent agent = agent(lock, token & ~LockWord.FLAGS, owner, except);
                if (agent != null) {
                    visitor.accept(new Edge(agent, lock, "held shared"));
                }
            });
        }
    }
}
