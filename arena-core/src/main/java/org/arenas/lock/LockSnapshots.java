package org.arenas.lock;

import java.util.ArrayList;
import java.util.List;
import org.arenas.monitor.ArenaCounters;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.monitor.ArenaSnapshot.Holder;
import org.arenas.monitor.ArenaSnapshot.State;
import org.arenas.monitor.ArenaSnapshot.Waiter;
import org.arenas.monitor.Site;
import org.arenas.monitor.Snapshot;
import org.jspecify.annotations.Nullable;

/** Turns a lock into what a monitor shows. */
final class LockSnapshots {
    /** A walk along a queue that moves is given up after so many nodes. */
    private static final int MOST_WAITERS = 10_000;

    private LockSnapshots() {}

    static ArenaSnapshot of(ArenaLock lock) {
        List<Holder> holders = holders(lock);
        return new ArenaSnapshot(lock.id(), lock.name(), state(lock, holders), holders, waiters(lock), counters(lock));
    }

    private static State state(ArenaLock lock, List<Holder> holders) {
        if (lock.isClosed()) {
            return lock.ownerToken() == LockWord.CLOSED ? State.CLOSED : State.CLOSING;
        }
        if (lock.isRefusing()) {
            return State.ABANDONED;
        }
        if (!lock.isFree()) {
            return State.EXCLUSIVE;
        }
        return holders.isEmpty() ? State.FREE : State.SHARED;
    }

    private static List<Holder> holders(ArenaLock lock) {
        List<Holder> holders = new ArrayList<>();
        String dead = lock.deadHolder();
        if (dead != null) {
            Site kept = lock.site();
            holders.add(new Holder(dead + " (dead)", true, kept == null ? "unknown" : kept.where(), ""));
            return holders;
        }
        Agent writer = LockEdges.writer(lock, null);
        if (writer != null) {
            Site site = lock.site();
            holders.add(holder(writer, true, site == null ? "unknown" : site.where()));
        }
        LockEdges.readers(lock, null, edge -> holders.add(holder(edge.agent(), false, "unknown")));
        return holders;
    }

    private static Holder holder(Agent agent, boolean exclusive, String site) {
        Waiting waiting = agent.waiting();
        return new Holder(agent.describe(), exclusive, site, waiting == null ? "" : waiting.wanted());
    }

    private static List<Waiter> waiters(ArenaLock lock) {
        List<Waiter> waiters = new ArrayList<>();
        @Nullable QueueNode node = lock.headForWalk();
        while (node != null && waiters.size() < MOST_WAITERS) {
            if (node.isWaiting()) {
                waiters.add(waiter(node));
            }
            QueueNode next = node.next();
            node = next == node ? null : next;
        }
        return waiters;
    }

    private static Waiter waiter(QueueNode node) {
        Acquisition acquisition = node.owner();
        Agent agent = acquisition.agent();
        List<String> edges = new ArrayList<>();
        acquisition.blockers(edge -> edges.add(edge.text()));
        long waited = acquisition instanceof ThreadAcquisition thread ? thread.waitedNanos() : 0;
        return new Waiter(agent.describe(), node.exclusive, agent.where(), waited, edges);
    }

    /** Who waits for something other than an arena: an answer, or a channel. */
    static List<Snapshot.Wait> waits() {
        List<Snapshot.Wait> waits = new ArrayList<>();
        for (Execution execution : Executions.waitingElsewhere()) {
            Waiting waiting = execution.waiting();
            if (waiting != null) {
                List<String> edges = new ArrayList<>();
                waiting.blockers(edge -> edges.add(edge.text()));
                waits.add(new Snapshot.Wait(execution.describe(), waiting.wanted(), execution.where(), edges));
            }
        }
        return waits;
    }

    static ArenaCounters counters(ArenaLock lock) {
        ReaderCells cells = lock.cellsEverUsed();
        long acquisitions = lock.acquisitions() + (cells == null ? 0 : cells.acquisitions());
        Contention contention = lock.contentionOrNull();
        if (contention == null) {
            return new ArenaCounters(acquisitions, 0, 0, 0, 0, 0, 0);
        }
        return new ArenaCounters(
                acquisitions,
                contention.spun() + contention.parked(),
                contention.spun(),
                contention.parked(),
                contention.waitedNanos(),
                contention.longestWaitNanos(),
                contention.longestHoldNanos());
    }
}
