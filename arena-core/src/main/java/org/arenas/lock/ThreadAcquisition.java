package org.arenas.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An acquisition that a thread waits for. With a suspendable home arena the thread gives that up first and then waits for
 * home and the wanted arenas in one acquisition: taking the wanted arena first and waiting for home with it in hand would
 * deadlock two interpreters that borrow from each other.
 */
final class ThreadAcquisition extends Acquisition {
    /** A thread that has waited so long is handed the arena before any newcomer. */
    static final long HAND_OFF_NANOS = 1_000_000;

    /** First and longest time to park before looking again; see the lost wake-ups of a cheap release in {@link LockWord}. */
    private static final long FIRST_PARK_NANOS = 20_000;

    private static final long LONGEST_PARK_NANOS = 250_000_000;
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private final Execution execution;
    private final long since = System.nanoTime();

    /** True from a wake-up by a barging release until the thread looks again: one unpark is enough. */
    private volatile boolean awake = true;

    private boolean parked;

    private ThreadAcquisition(Execution execution, List<LockRequest> requests) {
        super(requests);
        this.execution = execution;
    }

    /**
     * Acquires all of the requests at once.
     *
     * @param requests normalised; none of them held by the execution, but for its home arena
     * @return the granted acquisition, or null if the time was up
     */
    static @Nullable ThreadAcquisition acquire(Execution execution, List<LockRequest> requests, Wait wait)
            throws InterruptedException {
        HomeHold home = execution.home();
        if (home == null || !home.suspend()) {
            ThreadAcquisition acquisition = new ThreadAcquisition(execution, requests);
            return acquisition.run(wait) ? acquisition : null;
        }
        boolean granted = false;
        try {
            List<LockRequest> withHome = new ArrayList<>(requests);
            withHome.add(new LockRequest(home.lock(), true));
            ThreadAcquisition acquisition = new ThreadAcquisition(execution, LockRequest.normalise(withHome));
            granted = acquisition.run(wait);
            if (granted) {
                home.taken();
                return acquisition;
            }
            return null;
        } finally {
            if (!granted) {
                home.resume();
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
            new ThreadAcquisition(Execution.current(), List.of(new LockRequest(home.lock(), true))).run(Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
        home.taken();
    }

    private boolean run(Wait wait) throws InterruptedException {
        boolean interrupted = false;
        try {
            enqueue();
            for (int i = 0; i < SPINS && !isGranted(); i++) {
                Thread.onSpinWait();
            }
            long park = FIRST_PARK_NANOS;
            while (!isGranted()) {
                interrupted |= giveUpIfInterrupted(wait);
                if (giveUpIfRefused() || isGranted()) {
                    continue;
                }
                if (wait.timed() && wait.remaining() == 0) {
                    if (cancel()) {
                        return false;
                    }
                    continue;
                }
                execution.setWaiting(this);
                if (holdsAnything()) {
                    WaitForGraph.check(execution, this, this::cancel);
                }
                parkUpTo(Math.min(park, wait.remaining()));
                park = Math.min(2 * park, LONGEST_PARK_NANOS);
            }
            return finish(wait);
        } finally {
            execution.setWaiting(null);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns true if the thread is interrupted but goes on, because the wait is not interruptible or is over. */
    private boolean giveUpIfInterrupted(Wait wait) throws InterruptedException {
        if (!Thread.interrupted()) {
            return false;
        }
        if (wait.interruptible() && cancel()) {
            throw new InterruptedException();
        }
        return true;
    }

    private boolean giveUpIfRefused() {
        for (int i = 0; i < size(); i++) {
            ArenaLock asked = node(i).lock;
            if (asked.isRefusing() && cancel()) {
                throw asked.refusal(execution.describe());
            }
        }
        return false;
    }

    private void parkUpTo(long nanos) {
        awake = false;
        for (int i = 0; i < size(); i++) {
            node(i).lock.poke(Ready.DISPATCH);
        }
        if (!isGranted() && !isRefused() && !awake) {
            parked = true;
            Parking.park(this, nanos);
        }
        awake = true;
    }

    private boolean isRefused() {
        for (int i = 0; i < size(); i++) {
            if (node(i).lock.isRefusing()) {
                return true;
            }
        }
        return false;
    }

    /** Everything is granted: puts the execution's name on it and waits for the readers of what it will write. */
    private boolean finish(Wait wait) throws InterruptedException {
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.exclusive) {
                node.lock.claimWord(execution);
                node.lock.enteredAfterWait(execution);
            } else {
                node.lock.nameCell(node.cell, execution);
            }
        }
        if (!drainAll(wait)) {
            return false;
        }
        long waited = System.nanoTime() - since;
        for (int i = 0; i < size(); i++) {
            node(i).lock.contention().waited(waited, parked);
        }
        return true;
    }

    private boolean drainAll(Wait wait) throws InterruptedException {
        boolean drained = false;
        try {
            for (int i = 0; i < size(); i++) {
                if (node(i).exclusive && !drain(node(i).lock, wait)) {
                    return false;
                }
            }
            drained = true;
            return true;
        } finally {
            if (!drained) {
                releaseAll();
            }
        }
    }

    /** False if nobody can be waiting for this thread, so that its wait cannot close a cycle. */
    private boolean holdsAnything() {
        HomeHold home = execution.home();
        return size() > 1 || execution.openBorrows() > 0 || execution.level() > 0 || (home != null && home.isHeld());
    }

    private boolean drain(ArenaLock drained, Wait wait) throws InterruptedException {
        if (!drained.hasCells() || !drained.mustDrain()) {
            return true;
        }
        boolean interrupted = false;
        boolean done = false;
        long park = FIRST_PARK_NANOS;
        try {
            for (; ; ) {
                drained.setDraining(this);
                if (drained.hasNoReaders()) {
                    drained.setDraining(null);
                    done = true;
                    return true;
                }
                if (Thread.interrupted()) {
                    interrupted = true;
                    if (wait.interruptible()) {
                        interrupted = false;
                        throw new InterruptedException();
                    }
                }
                if (wait.timed() && wait.remaining() == 0) {
                    return false;
                }
                execution.setWaiting(this);
                WaitForGraph.check(execution, this, () -> true);
                parked = true;
                Parking.park(this, Math.min(park, wait.remaining()));
                park = Math.min(2 * park, LONGEST_PARK_NANOS);
            }
        } finally {
            execution.setWaiting(null);
            if (!done) {
                drained.setDraining(null);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void releaseAll() {
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.exclusive) {
                node.lock.release(Ready.DISPATCH);
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
