package org.arenas.offheap;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.arenas.lock.Waiting;

/** A worker's wait for a range. Used once. */
final class RangeWait implements Waiting {
    /*
     * state   WAITING → GRANTED   whoever gives a range back, or the worker itself when it enters
     *         WAITING → REFUSED   the lender, when it ends the scope
     *         WAITING → GONE      the worker, when it goes for another reason
     *
     * Written under the lock of the lending.
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

    State state() {
        return state;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Under the lock of the lending. */
    void become(State next) {
        state = next;
        LockSupport.unpark(wanted.thread);
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
