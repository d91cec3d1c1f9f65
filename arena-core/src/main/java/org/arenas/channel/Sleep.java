package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Parking;
import org.arenas.lock.Patience;
import org.arenas.lock.WaitForGraph;
import org.arenas.lock.Waiting;

/** A thread's time in the lines of one or several channels, from entering them to being woken. Used once. */
final class Sleep implements Waiting {
    /*
     * state: WAITING → WOKEN     whoever changes a channel, CAS: of several channels one wakes the thread
     *        WAITING → LEAVING   the thread, CAS, when it goes for another reason
     */
    private static final int WAITING = 0;
    private static final int WOKEN = 1;
    private static final int LEAVING = 2;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Sleep.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final List<Case> cases;
    private final WaitLine.Place[] places;
    private volatile int state;

    Sleep(List<Case> cases) {
        this.cases = cases;
        this.places = new WaitLine.Place[cases.size()];
    }

    void enterLines(boolean atFront) {
        for (int i = 0; i < places.length; i++) {
            places[i] = new WaitLine.Place(this);
            cases.get(i).line().enter(places[i], atFront);
        }
    }

    /** Called in the lock of a line. */
    boolean wake() {
        if (!STATE.compareAndSet(this, WAITING, WOKEN)) {
            return false;
        }
        LockSupport.unpark(thread);
        return true;
    }

    /** Parks until woken, or the patience is at its end. */
    void untilWoken(Execution execution, Patience patience) {
        HomeHold home = execution.home();
        // Nobody wakes a thread whose interpreter was closed at once, and a cycle may come about later.
        boolean looksAround = home != null || knowsPeer();
        while (state == WAITING && !patience.isInterrupted() && !patience.isOver()) {
            if (home != null && home.lock().isClosed()) {
                throw Violations.arenaClosed(home.lock().label(), execution.describe());
            }
            WaitForGraph.check(execution, this, () -> STATE.compareAndSet(this, WAITING, LEAVING));
            Parking.park(cases.get(0).channel, looksAround ? patience.next() : patience.remaining());
        }
    }

    /** Gives the places up; true if the thread was woken, and so somebody else was not. */
    boolean leaveLines() {
        STATE.compareAndSet(this, WAITING, LEAVING);
        for (int i = 0; i < places.length; i++) {
            WaitLine.Place place = places[i];
            if (place != null) {
                cases.get(i).line().leave(place);
            }
        }
        return state == WOKEN;
    }

    private boolean knowsPeer() {
        return cases.size() == 1 && cases.get(0).knowsPeer();
    }

    /** Whoever waits for the first of several things is stuck only if all who could help are; no cycle says that. */
    @Override
    public void blockers(Consumer<Edge> visitor) {
        if (cases.size() == 1) {
            cases.get(0).visitPeer(visitor);
        }
    }

    @Override
    public String wanted() {
        return cases.stream().map(Case::wanted).collect(Collectors.joining(", or "));
    }
}
