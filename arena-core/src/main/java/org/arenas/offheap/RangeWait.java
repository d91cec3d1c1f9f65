package org.arenas.offheap;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Parking;
import org.arenas.lock.Patience;
import org.arenas.lock.WaitForGraph;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/** A worker's wait for a range. Used once. */
final class RangeWait implements Waiting {
    /*
     * state   WAITING → GRANTED   whoever gives a range back, or the worker itself when it enters
     *         WAITING → REFUSED   the lender, when it ends the scope
     *         WAITING → GONE      the worker, when it goes for another reason
     *
     * Written under the lock of the lending. An interpreter gives its home up before it enters the queue; if it does not get
     * its home again, it gives back what it was granted meanwhile.
     */
    enum State {
        WAITING,
        GRANTED,
        REFUSED,
        GONE
    }

    final LeaseGrant wanted;
    private final Lending lending;
    private volatile State state = State.WAITING;

    RangeWait(Lending lending, LeaseGrant wanted) {
        this.lending = lending;
        this.wanted = wanted;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Under the lock of the lending. */
    void become(State next) {
        state = next;
        LockSupport.unpark(wanted.thread);
    }

    /** Waits, on the worker's thread. {@return how it ended} */
    State await(Patience patience) {
        HomeHold home = wanted.execution.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        boolean isReady = false;
        try {
            lending.enter(this);
            park(home, patience);
        } finally {
            wanted.execution.setWaiting(null);
            lending.leave(this);
            try {
                if (suspended != null) {
                    suspended.resume();
                }
                isReady = true;
            } finally {
                if (!isReady && state == State.GRANTED) {
                    lending.remove(wanted);
                }
            }
        }
        return state;
    }

    private void park(@Nullable HomeHold home, Patience patience) {
        Execution execution = wanted.execution;
        execution.setWaiting(this);
        while (isWaiting() && !patience.isInterrupted() && !patience.isOver()) {
            if (home != null && home.lock().isClosed()) {
                throw Violations.arenaClosed(home.lock().label(), execution.describe());
            }
            WaitForGraph.check(execution, this, () -> lending.leave(this));
            Parking.park(lending, patience.next());
            lending.lookAround();
        }
    }

    @Override
    public void blockers(Consumer<Edge> visitor) {
        for (LeaseGrant present : lending.before(this)) {
            visitor.accept(new Edge(present.execution, present.text(), "borrowed or wanted before"));
        }
    }

    @Override
    public String wanted() {
        return wanted.text();
    }
}
