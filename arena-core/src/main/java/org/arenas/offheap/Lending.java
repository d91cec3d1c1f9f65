package org.arenas.offheap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Parking;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.arenas.lock.WaitForGraph;
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
     * readers. Who gives back looks along the queue and grants what has become possible.
     *
     * The end. Who closes the split or the scope, or leaves the hold of the arena without, waits until all has come back.
     * Giving up is no choice there: the workers would go on writing. So this wait never throws; but it stands in the
     * wait-for graph, and a worker that would wait for the lender, whose lease counts as something in hand, gets the
     * DeadlockException instead. What a dead thread or an ended task has left open is taken back.
     *
     * field              | guard
     * granted, queue     | lock
     * promised, state    | lock
     * closer             | lock
     *
     * Happens-before: giveBack() unlocks, whoever is granted a range after that, and close(), lock.
     */
    private static final int OPEN = 0;
    private static final int CLOSING = 1;
    private static final int CLOSED = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<LeaseGrant> granted = new ArrayList<>();
    private final List<RangeWait> queue = new ArrayList<>();
    private final BorrowGrant owner;
    private final UnsafeBuffer segment;

    /** Parts that were lent and neither opened nor given back. */
    private int promised;

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
        lock.lock();
        try {
            return state;
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
    void promise() {
        lock.lock();
        try {
            promised++;
        } finally {
            lock.unlock();
        }
    }

    /** A part that was on its way came back. */
    void promiseReturned() {
        lock.lock();
        try {
            if (state != CLOSED) {
                promised--;
                wakeCloser();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A part that was on its way has arrived. */
    LeaseGrant take(Range range) {
        LeaseGrant lease = new LeaseGrant(this, range, RangeMode.WRITE);
        lock.lock();
        try {
            if (state == CLOSED || promised == 0) {
                throw closed();
            }
            promised--;
            granted.add(lease);
        } finally {
            lock.unlock();
        }
        lease.begin();
        return lease;
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
            LeaseGrant present = firstConflict(lease, queue.size());
            if (present != null && takeBackOrphans()) {
                present = firstConflict(lease, queue.size());
            }
            if (present == null) {
                granted.add(lease);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** Among what is granted, and those that wait before a place in the queue. Under the lock. */
    private @Nullable LeaseGrant firstConflict(LeaseGrant lease, int place) {
        for (LeaseGrant present : granted) {
            if (lease.conflictsWith(present)) {
                return present;
            }
        }
        for (int i = 0; i < place; i++) {
            LeaseGrant earlier = queue.get(i).wanted;
            if (lease.conflictsWith(earlier)) {
                return earlier;
            }
        }
        return null;
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
            if (obstacle(lease) == null || await(lease, patience)) {
                return begun(lease);
            }
            if (patience.isInterrupted()) {
                throw patience.interruption();
            }
            return null;
        } finally {
            patience.restoreInterrupt();
        }
    }

    private boolean await(LeaseGrant lease, Patience patience) {
        Execution execution = lease.execution;
        RangeWait waiting = new RangeWait(this, lease);
        HomeHold home = execution.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        boolean isReady = false;
        try {
            enter(waiting);
            execution.setWaiting(waiting);
            while (waiting.isWaiting() && !patience.isInterrupted() && !patience.isOver()) {
                if (home != null && home.lock().isClosed()) {
                    throw Violations.arenaClosed(home.lock().label(), execution.describe());
                }
                WaitForGraph.check(execution, waiting, () -> leave(waiting));
                if (waiting.isWaiting()) {
                    Parking.park(this, patience.next());
                    grantWaiting();
                }
            }
        } finally {
            execution.setWaiting(null);
            leave(waiting);
            try {
                if (suspended != null) {
                    suspended.resume();
                }
                isReady = true;
            } finally {
                if (!isReady && waiting.state() == RangeWait.State.GRANTED) {
                    remove(lease);
                }
            }
        }
        if (waiting.state() == RangeWait.State.REFUSED) {
            throw closed();
        }
        return waiting.state() == RangeWait.State.GRANTED;
    }

    private void enter(RangeWait waiting) {
        lock.lock();
        try {
            if (state == OPEN) {
                queue.add(waiting);
                grantWaitingUnderLock();
            } else {
                waiting.become(RangeWait.State.REFUSED);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return false if the wait has ended already} */
    private boolean leave(RangeWait waiting) {
        lock.lock();
        try {
            if (!waiting.isWaiting()) {
                return false;
            }
            queue.remove(waiting);
            waiting.become(RangeWait.State.GONE);
            grantWaitingUnderLock();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void grantWaiting() {
        lock.lock();
        try {
            grantWaitingUnderLock();
        } finally {
            lock.unlock();
        }
    }

    private void grantWaitingUnderLock() {
        takeBackOrphans();
        int place = 0;
        while (place < queue.size()) {
            RangeWait next = queue.get(place);
            if (firstConflict(next.wanted, place) == null) {
                queue.remove(place);
                granted.add(next.wanted);
                next.become(RangeWait.State.GRANTED);
            } else {
                place++;
            }
        }
    }

    /** What stands before a wait now. */
    List<LeaseGrant> before(RangeWait waiting) {
        lock.lock();
        try {
            List<LeaseGrant> before = new ArrayList<>(granted);
            int place = queue.indexOf(waiting);
            for (int i = 0; i < place; i++) {
                before.add(queue.get(i).wanted);
            }
            before.removeIf(present -> !waiting.wanted.conflictsWith(present));
            return place < 0 ? List.of() : before;
        } finally {
            lock.unlock();
        }
    }

    List<LeaseGrant> granted() {
        lock.lock();
        try {
            takeBackOrphans();
            return List.copyOf(granted);
        } finally {
            lock.unlock();
        }
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

    private void remove(LeaseGrant lease) {
        lock.lock();
        try {
            granted.remove(lease);
            grantWaitingUnderLock();
            wakeCloser();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private boolean takeBackOrphans() {
        return granted.removeIf(LeaseGrant::isOrphan);
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
        beginEnd(breaksPromises);
        try {
            while (!isOver()) {
                execution.setWaiting(waiting);
                // A look at the flag clears it, so that parking works; it is restored below.
                patience.isInterrupted();
                Parking.park(this, patience.next());
            }
        } finally {
            execution.setWaiting(null);
            patience.restoreInterrupt();
        }
        owner.setFlag(SharedArray.LENT, false);
        owner.memory.returned(this);
    }

    private void beginEnd(boolean breaksPromises) {
        lock.lock();
        try {
            state = CLOSING;
            closer = Thread.currentThread();
            queue.forEach(waiting -> waiting.become(RangeWait.State.REFUSED));
            queue.clear();
            if (breaksPromises) {
                promised = 0;
            }
            // What the lender itself took: it cannot give it back any more while it waits here.
            List<LeaseGrant> own =
                    granted.stream().filter(lease -> lease.thread == closer).toList();
            own.forEach(LeaseGrant::end);
            granted.removeAll(own);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            takeBackOrphans();
            if (!granted.isEmpty() || promised > 0) {
                return false;
            }
            state = CLOSED;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
