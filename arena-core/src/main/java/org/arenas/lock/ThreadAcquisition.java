package org.arenas.lock;

import java.util.concurrent.locks.LockSupport;
import org.arenas.error.DeadlockException;
import org.jspecify.annotations.Nullable;

/**
 * An acquisition that a thread waits for. With a suspendable home arena the thread gives that up first, and never waits for
 * it with the wanted arenas in hand, which would deadlock two interpreters that borrow from each other: it takes all of them
 * in one step.
 */
final class ThreadAcquisition extends Acquisition {
    /** A thread that has waited so long is handed the arena before any newcomer. */
    static final long HAND_OFF_NANOS = 1_000_000;

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private final Execution execution;
    private final long since = System.nanoTime();

    /** True from a wake-up by a barging release until the thread looks again: one unpark is enough. */
    private volatile boolean awake = true;

    private boolean parked;

    private ThreadAcquisition(Execution execution, LockRequest[] requests) {
        super(requests);
        this.execution = execution;
    }

    /**
     * Acquires all of the requests at once.
     *
     * @param requests normalised; none of them held by the execution, but for its home arena
     * @return the granted acquisition, or null if the time was up
     */
    static @Nullable ThreadAcquisition acquire(Execution execution, LockRequest[] requests, Wait wait)
            throws InterruptedException {
        HomeHold home = execution.home();
        if (home == null || !home.suspend()) {
            ThreadAcquisition acquisition = new ThreadAcquisition(execution, requests);
            return acquisition.run(wait) ? acquisition : null;
        }
        ThreadAcquisition granted = null;
        try {
            granted = acquireWithHome(execution, requests, home.lock(), wait);
            return granted;
        } finally {
            if (granted != null) {
                home.taken();
            } else {
                home.resume();
            }
        }
    }

    /**
     * Waits for the wanted arenas alone at first, so that the home arena is free for others as long as that takes. If it is
     * not free when they are granted, it must not be waited for with them in hand: they are given back. If it is one of
     * the wanted itself, there is nothing to be tried first.
     */
    private static @Nullable ThreadAcquisition acquireWithHome(
            Execution execution, LockRequest[] requests, ArenaLock home, Wait wait) throws InterruptedException {
        LockRequest[] withHome = LockRequest.add(requests, new LockRequest(home, true));
        if (withHome.length > requests.length) {
            ThreadAcquisition wanted = new ThreadAcquisition(execution, requests);
            if (!wanted.run(wait)) {
                return null;
            }
            if (wanted.hasToo(home)) {
                return wanted;
            }
        }
        ThreadAcquisition both = new ThreadAcquisition(execution, withHome);
        return both.run(wait) ? both : null;
    }

    /** One more arena if it can be had at once, else nothing is held. */
    private boolean hasToo(ArenaLock home) {
        boolean complete = false;
        try {
            complete = home.tryAcquire(execution);
            return complete;
        } finally {
            if (!complete) {
                releaseAll();
            }
        }
    }

    /** Takes a suspended home arena again. */
    static void resume(HomeHold home) {
        if (home.lock().tryAcquire(Execution.current())) {
            home.taken();
        } else {
            requeue(home);
        }
    }

    /** Takes a suspended home arena again, behind everybody who waits for it. */
    static void requeue(HomeHold home) {
        try {
            new ThreadAcquisition(Execution.current(), LockRequest.only(home.lock(), true)).run(Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
        home.taken();
    }

    /** Why a wait has to end. */
    private enum Ending {
        NONE,
        REFUSED,
        INTERRUPTED,
        TIMED_OUT
    }

    /** Waits until everything is granted and the readers have left; false if the time was up, and then nothing is held. */
    private boolean run(Wait wait) throws InterruptedException {
        Patience patience = new Patience(wait);
        try {
            enqueue();
            for (int i = 0; i < size(); i++) {
                node(i).lock.observeHold(since);
            }
            for (int i = 0; i < SPINS && !isGranted(); i++) {
                Thread.onSpinWait();
            }
            for (boolean first = true; !isGranted(); first = false) {
                Ending ending = ending(patience);
                if (ending == Ending.NONE) {
                    execution.setWaiting(this);
                    lookForDeadlock(first);
                    parkUnlessGranted(patience.next());
                } else if (cancel()) {
                    return end(ending, patience);
                }
            }
            nameWhatIsHeld();
            return drainAll(patience);
        } finally {
            execution.setWaiting(null);
            patience.restoreInterrupt();
        }
    }

    /** Throws if this wait is part of a deadlock and to blame. Who looks, and how far, is told in {@link WaitForGraph}. */
    private void lookForDeadlock(boolean first) {
        if (execution.takeSuspicion()) {
            WaitForGraph.check(execution, this, this::cancel);
        } else if (first) {
            if (holdsAnything()) {
                WaitForGraph.checkShortly(execution, this, this::cancel);
            }
        } else if (isInFront() && (holdsAnything() || hasFollowers())) {
            WaitForGraph.check(execution, this, this::cancel);
        }
    }

    /** False if all that this waits for is threads that stand before it. */
    private boolean isInFront() {
        for (int i = 0; i < size(); i++) {
            if (node(i).isWaiting() && !LockEdges.isBehindThread(node(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasFollowers() {
        for (int i = 0; i < size(); i++) {
            if (node(i).next() != null) {
                return true;
            }
        }
        return false;
    }

    private Ending ending(Patience patience) {
        if (refusing() != null) {
            return Ending.REFUSED;
        }
        if (patience.isInterrupted()) {
            return Ending.INTERRUPTED;
        }
        return patience.isOver() ? Ending.TIMED_OUT : Ending.NONE;
    }

    /** With nothing held or queued any more: throws, or returns false if the time was up. */
    private boolean end(Ending ending, Patience patience) throws InterruptedException {
        ArenaLock refusing = refusing();
        if (ending == Ending.REFUSED && refusing != null) {
            throw refusing.refusal(execution.describe());
        }
        if (ending == Ending.INTERRUPTED) {
            throw patience.interruption();
        }
        return false;
    }

    private @Nullable ArenaLock refusing() {
        for (int i = 0; i < size(); i++) {
            if (node(i).lock.isRefusing()) {
                return node(i).lock;
            }
        }
        return null;
    }

    private void parkUnlessGranted(long nanos) {
        awake = false;
        for (int i = 0; i < size(); i++) {
            node(i).lock.poke(Ready.DISPATCH);
        }
        if (!isGranted() && refusing() == null && !awake) {
            parked = true;
            Parking.park(this, nanos);
        }
        awake = true;
    }

    private void nameWhatIsHeld() {
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.exclusive) {
                node.lock.claimWord(execution);
                node.lock.enteredFromQueue(execution, parked);
            } else {
                node.lock.nameCell(node.cell, execution);
            }
        }
    }

    /** Waits for the readers of what will be written; releases everything if that fails. */
    private boolean drainAll(Patience patience) throws InterruptedException {
        try {
            Ending ending = Ending.NONE;
            for (int i = 0; i < size() && ending == Ending.NONE; i++) {
                if (node(i).exclusive && node(i).lock.hasCells() && node(i).lock.mustDrain()) {
                    ending = drain(node(i).lock, patience);
                }
            }
            if (ending != Ending.NONE) {
                releaseAll();
                return end(ending, patience);
            }
        } catch (DeadlockException e) {
            releaseAll();
            throw e;
        }
        long waited = System.nanoTime() - since;
        for (int i = 0; i < size(); i++) {
            node(i).lock.contention().waited(waited, parked);
        }
        return true;
    }

    private Ending drain(ArenaLock drained, Patience patience) {
        try {
            for (; ; ) {
                drained.setDraining(this);
                if (drained.hasNoReaders()) {
                    return Ending.NONE;
                }
                Ending ending = ending(patience);
                if (ending != Ending.NONE) {
                    return ending;
                }
                execution.setWaiting(this);
                WaitForGraph.check(execution, this, () -> !drained.hasNoReaders());
                parked = true;
                Parking.park(this, patience.next());
            }
        } finally {
            drained.setDraining(null);
        }
    }

    /** False if nobody can be waiting for this thread, so that its wait cannot close a cycle. */
    private boolean holdsAnything() {
        HomeHold home = execution.home();
        return size() > 1 || execution.openBorrows() > 0 || execution.level() > 0 || (home != null && home.isHeld());
    }

    /** Gives up what was granted, but is no use without the rest. */
    private void releaseAll() {
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.exclusive) {
                node.lock.takeBack();
            } else {
                node.lock.releaseShared(node.cell, Ready.DISPATCH);
            }
        }
    }

    int cellOf(ArenaLock wanted) {
        for (int i = 0; i < size(); i++) {
            if (node(i).lock == wanted) {
                return node(i).cell;
            }
        }
        throw new AssertionError("not part of this acquisition: lock=" + wanted);
    }

    boolean isDueForHandOff() {
        return size() > 1 || System.nanoTime() - since >= HAND_OFF_NANOS;
    }

    long waitedNanos() {
        return System.nanoTime() - since;
    }

    @Override
    void granted(Ready ready) {
        awake = true;
        LockSupport.unpark(execution.thread);
    }

    @Override
    void drained(Ready ready) {
        LockSupport.unpark(execution.thread);
    }

    @Override
    void refused() {
        LockSupport.unpark(execution.thread);
    }

    @Override
    void wake() {
        if (!awake) {
            awake = true;
            LockSupport.unpark(execution.thread);
        }
    }

    @Override
    Agent agent() {
        return execution;
    }
}
