package org.arenas.offheap;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Parking;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.jspecify.annotations.Nullable;

/**
 * One array while it is lent: who has which range, and who waits for one.
 *
 * <p><b>Ownership.</b> Belongs to the execution that holds the arena exclusively, and ends before that hold does.
 * <p><b>Thread-safety.</b> Workers may call all but {@link #close()} from any thread.
 */
final class Lending {
    /*
     * Overview. The lender marks the block LENT, so that nobody reaches the array through the borrow of the arena, and holds
     * the arena until all has come back; the workers touch the block by what was granted here, and by that alone. So write
     * XOR read holds for the arena as a whole (the lender holds it) and element by element within the array (no two granted
     * ranges conflict).
     *
     * Granting. Under the lock: a range is granted if it conflicts with none that is granted, and with none that has waited
     * longer. So waiting is first come, first served among those that conflict, and nobody is overtaken by a stream of
     * readers. Only who has a range already passes those who wait, for they may wait for it: else a cycle could arise where
     * the ranges themselves make none. Who gives back looks along the queue and grants what has become possible.
     *
     * The end. Who closes the split or the scope, or leaves the hold of the arena without, waits until all has come back.
     * Giving up is no choice there: the workers would go on writing. So this wait never throws; but it stands in the
     * wait-for graph, and a worker that would wait for the lender, whose lease counts as something in hand, gets the
     * DeadlockException instead. What a dead thread or an ended task has left open is taken back. Nobody is written down
     * who would open a part, so the graph cannot help if nobody does: parts that nobody has opened are taken back when the
     * hold ends, when the lender is interrupted, and when they are garbage.
     *
     * Everything that is not final is guarded by the lock, which is no monitor, so that virtual threads give their carriers
     * back. Happens-before: giveBack() unlocks; whoever is granted a range after that, and close(), lock.
     */
    private static final int OPEN = 0;
    private static final int CLOSING = 1;
    private static final int CLOSED = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final RangeTable table = new RangeTable();
    private final BorrowGrant owner;
    private final UnsafeBuffer segment;

    private final Promises promises = new Promises();

    private int state = OPEN;
    private @Nullable Thread closer;

    /** Begins. On the lender's thread. */
    Lending(SharedArray<?> array) {
        if (!(array.grant instanceof BorrowGrant borrow)) {
            array.writable();
            throw new UnsupportedOperationException(
                    "a leased array cannot be lent on: array=" + array + "; split it where its arena is held");
        }
        this.owner = borrow;
        this.segment = array.writable();
        array.beforeChange(array.origin, array.count);
        owner.setFlag(SharedArray.LENT, true);
        owner.memory.lent(this);
    }

    BorrowGrant owner() {
        return owner;
    }

    UnsafeBuffer segment() {
        return segment;
    }

    /** Throws unless the caller is the lender, within its borrow. */
    void checkLender() {
        owner.reader.check();
        if (state() == CLOSED) {
            throw closed();
        }
    }

    private int state() {
        return locked(() -> state);
    }

    private <R> R locked(Supplier<R> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    private void doLocked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private RuntimeException closed() {
        return Violations.borrowClosed(
                "a lent " + owner.array(), Execution.current().describe());
    }

    // ---------------------------------------------------------------- promises

    /** A part is on its way to a worker. */
    Promises.Promise promise(ArrayPart<?> part) {
        return locked(() -> promises.add(part));
    }

    /** A part that was on its way came back. */
    void promiseReturned(Promises.Promise promise) {
        doLocked(() -> {
            if (promises.remove(promise)) {
                wakeCloser();
            }
        });
    }

    /** A part that was on its way has arrived. */
    LeaseGrant take(Promises.Promise promise, Range range) {
        LeaseGrant lease = new LeaseGrant(this, range, RangeMode.WRITE);
        lock.lock();
        try {
            if (!promises.remove(promise)) {
                throw closed();
            }
            table.grant(lease);
        } finally {
            lock.unlock();
        }
        return begun(lease);
    }

    boolean isPromised(Promises.Promise promise) {
        return locked(() -> promises.contains(promise));
    }

    /** How many parts nobody has opened. */
    int promised() {
        return locked(promises::count);
    }

    // ---------------------------------------------------------------- ranges

    /** A range at once. {@return null if it conflicts with another} */
    @Nullable
    LeaseGrant tryBorrow(Range range, RangeMode mode) {
        LeaseGrant lease = new LeaseGrant(this, range, mode);
        return obstacle(lease) == null ? begun(lease) : null;
    }

    /** A range at once, or an exception that says who has it. */
    LeaseGrant claim(Range range, RangeMode mode) {
        LeaseGrant lease = new LeaseGrant(this, range, mode);
        LeaseGrant present = obstacle(lease);
        if (present != null) {
            throw lease.conflict(present);
        }
        return begun(lease);
    }

    /** A range as soon as nobody else has it. {@return null if the time was up} */
    @Nullable
    LeaseGrant borrow(Range range, RangeMode mode, Wait wait) throws InterruptedException {
        LeaseGrant lease = new LeaseGrant(this, range, mode);
        Patience patience = new Patience(wait);
        try {
            if (patience.isInterrupted()) {
                throw patience.interruption();
            }
            if (obstacle(lease) == null) {
                return begun(lease);
            }
            RangeWait.State end = new RangeWait(this, lease).await(patience);
            if (end == RangeWait.State.GRANTED) {
                return begun(lease);
            }
            if (end == RangeWait.State.REFUSED) {
                throw closed();
            }
            if (patience.isInterrupted()) {
                throw patience.interruption();
            }
            return null;
        } finally {
            patience.restoreInterrupt();
        }
    }

    private static LeaseGrant begun(LeaseGrant lease) {
        lease.begin();
        return lease;
    }

    /** What keeps a lease from being granted; null if it is granted now. */
    private @Nullable LeaseGrant obstacle(LeaseGrant lease) {
        lock.lock();
        try {
            if (state != OPEN) {
                throw closed();
            }
            return table.obstacle(lease);
        } finally {
            lock.unlock();
        }
    }

    void enter(RangeWait waiting) {
        lock.lock();
        try {
            if (state == OPEN) {
                table.enter(waiting);
            } else {
                waiting.become(RangeWait.State.REFUSED);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return false if the wait has ended already} */
    boolean leave(RangeWait waiting) {
        lock.lock();
        try {
            boolean was = waiting.isWaiting();
            if (was) {
                table.leave(waiting);
            }
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits looks now and then whether somebody has died with a range. */
    void lookAround() {
        doLocked(table::grantWaiting);
    }

    /** What stands before a wait now. */
    List<LeaseGrant> before(RangeWait waiting) {
        return locked(() -> table.before(waiting));
    }

    List<LeaseGrant> granted() {
        return locked(table::granted);
    }

    // ---------------------------------------------------------------- giving back

    /** Ends a lease. */
    void giveBack(LeaseGrant lease) {
        if (!lease.isOwn()) {
            throw lease.notOwn();
        }
        if (lease.end()) {
            remove(lease);
        }
    }

    void remove(LeaseGrant lease) {
        doLocked(() -> {
            table.remove(lease);
            wakeCloser();
        });
    }

    /** Under the lock. */
    private void wakeCloser() {
        LockSupport.unpark(closer);
    }

    /** Ends the lending, when all that was lent has come back. On the lender's thread. */
    void close() {
        if (state() != CLOSED) {
            owner.reader.check();
            Execution execution = Execution.current();
            HomeHold home = execution.home();
            HomeHold suspended = home != null && home.suspend() ? home : null;
            try {
                end(false);
            } finally {
                if (suspended != null) {
                    suspended.resume();
                }
            }
        }
    }

    /** As {@link #close()}, but whoever has not yet opened its part never will. As the last act of the lender's hold. */
    void endWithHold() {
        end(true);
    }

    private void end(boolean breaksPromises) {
        Execution execution = Execution.current();
        Patience patience = new Patience(Wait.forever());
        EndWait waiting = new EndWait(this);
        boolean interrupted = false;
        beginEnd(breaksPromises);
        try {
            while (!isOver()) {
                execution.setWaiting(waiting);
                // A look at the flag clears it, so that parking works; it is restored below.
                if (Thread.interrupted()) {
                    interrupted = true;
                    doLocked(promises::clear);
                } else {
                    Parking.park(this, patience.next());
                }
            }
        } finally {
            execution.setWaiting(null);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        owner.setFlag(SharedArray.LENT, false);
        owner.memory.returned(this);
    }

    private void beginEnd(boolean breaksPromises) {
        lock.lock();
        try {
            state = CLOSING;
            closer = Thread.currentThread();
            table.refuseWaiting();
            if (breaksPromises) {
                promises.clear();
            }
            // What the lender itself took: it cannot give it back any more while it waits here.
            table.endOwn();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            if (!table.granted().isEmpty() || promises.count() > 0) {
                return false;
            }
            state = CLOSED;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
