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
    private final Linger linger;
    private final WaitLine.Place[] places;
    private volatile int state;

    /** When it was unparked, for statistics: 0 if who woke it has not come so far. */
    private long unparked;

    Sleep(List<Case> cases, Linger linger) {
        this.cases = cases;
        this.linger = linger;
        this.places = new WaitLine.Place[cases.size()];
    }

    /**
     * Takes a place in each line.
     *
     * @param again true if it was woken in vain: then it stands in front, and hurries
     */
    void enterLines(boolean again) {
        for (int i = 0; i < places.length; i++) {
            Case wanted = cases.get(i);
            places[i] = new WaitLine.Place(this, again || !wanted.canTakeItsTime());
            wanted.line().enter(places[i], again);
        }
    }

    /** Whether somebody may leave it waiting for a while although there is something to be had. */
    boolean takesItsTime(boolean again) {
        if (!again) {
            for (Case wanted : cases) {
                if (wanted.canTakeItsTime()) {
                    return true;
                }
            }
        }
        return false;
    }

    void hurry() {
        for (int i = 0; i < places.length; i++) {
            cases.get(i).line().hurry(places[i]);
        }
    }

    /** Called in the lock of a line; the thread is to be unparked then. */
    boolean wake() {
        return STATE.compareAndSet(this, WAITING, WOKEN);
    }

    void unpark() {
        unparked = System.nanoTime();
        LockSupport.unpark(thread);
    }

    /** Parks for a while, or until woken. */
    void untilWoken(Patience patience, long mostNanos) {
        long end = System.nanoTime() + mostNanos;
        for (long left = mostNanos; left > 0 && goesOn(patience); left = end - System.nanoTime()) {
            park(Math.min(left, patience.remaining()));
        }
    }

    /** Parks until woken, or the patience is at its end. */
    void untilWoken(Execution execution, Patience patience) {
        HomeHold home = execution.home();
        boolean canBeStuck = knowsPeer();
        while (goesOn(patience)) {
            if (canBeStuck) {
                WaitForGraph.check(execution, this, this::giveUpUnlessReady);
            }
            // Last, since whoever closes an interpreter at once unparks its thread after it has closed its arena.
            if (home != null && home.lock().isClosed()) {
                throw Violations.arenaClosed(home.lock().label(), execution.describe());
            }
            // A cycle may come about later, and then nobody wakes this thread.
            park(canBeStuck ? patience.next() : patience.remaining());
        }
    }

    private void park(long nanos) {
        Parking.park(cases.get(0).channel, nanos);
        long since = unparked;
        if (state == WOKEN && since != 0) {
            linger.woke(System.nanoTime() - since);
        }
    }

    private boolean goesOn(Patience patience) {
        return state == WAITING && !patience.isInterrupted() && !patience.isOver();
    }

    /** False if it was woken meanwhile, or somebody was, who may leave it what there is. */
    private boolean giveUpUnlessReady() {
        return !cases.get(0).isReady() && STATE.compareAndSet(this, WAITING, LEAVING);
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

    /**
     * Whoever waits for the first of several things is stuck only if all who could help are; no cycle says that. Nor is
     * anybody stuck who need not be woken, because there is something to be had.
     */
    @Override
    public void blockers(Consumer<Edge> visitor) {
        if (cases.size() == 1 && !cases.get(0).isReady()) {
            cases.get(0).visitPeer(visitor);
        }
    }

    @Override
    public String wanted() {
        return cases.stream().map(Case::wanted).collect(Collectors.joining(", or "));
    }
}
