package org.arenas.channel;

import java.util.List;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.jspecify.annotations.Nullable;

/** A thread's wait for the first of some cases that can be done, until it has done it. */
final class ChannelWait {
    /*
     * Nothing can be done: enter the lines, look once more, sleep, leave the lines, attempt, and so on. An interpreter gives
     * its home arena up before it enters the lines, and attempts only with the arena in hand again, so that no item is lost
     * if it is refused. While it waits for its home, what it was woken for is free for others, and so it passes the wake-up
     * on.
     *
     * Who waits for room takes its time at first, and is woken for a good deal of it; see WaitLine. For a receiver that is as
     * fast as it can be, UNHURRIED_NANOS are more than enough to make that; where one is slow, the sender is no worse off
     * than by these, once a wait. A sender that was woken in vain hurries.
     */
    private static final long UNHURRIED_NANOS = 50_000;

    private final List<Case> cases;
    private final int first;
    private final Linger linger;
    private boolean wasWoken;
    private @Nullable Case done;

    /**
     * A wait.
     *
     * @param cases at least one
     * @param first where to begin looking: several that are ready take turns
     * @param linger learns how long a wake-up takes
     */
    ChannelWait(List<Case> cases, int first, Linger linger) {
        this.cases = cases;
        this.first = first;
        this.linger = linger;
    }

    /** The case that was done. */
    @Nullable
    Case done() {
        return done;
    }

    /** What the first case that can be done returns; {@link Case#OVER} if none ever can; null if none can now. */
    @Nullable
    Object attempt() {
        int over = 0;
        for (int i = 0; i < cases.size(); i++) {
            Case next = cases.get((first + i) % cases.size());
            Object outcome = next.attempt();
            if (outcome == Case.OVER) {
                over++;
            } else if (outcome != null) {
                done = next;
                return outcome;
            }
        }
        return over == cases.size() ? Case.OVER : null;
    }

    /** As {@link #attempt()}, which has just failed, after waiting for it; null if the time was up. */
    @Nullable
    Object await(Wait wait) throws InterruptedException {
        Patience patience = new Patience(wait);
        Execution execution = Execution.current();
        try {
            for (; ; ) {
                if (patience.isInterrupted()) {
                    throw patience.interruption();
                }
                if (patience.isOver()) {
                    return null;
                }
                sleep(execution, patience);
                Object outcome = attempt();
                if (outcome != null) {
                    return outcome;
                }
            }
        } finally {
            passOn();
            patience.restoreInterrupt();
        }
    }

    private void sleep(Execution execution, Patience patience) {
        Sleep sleep = new Sleep(cases, linger);
        HomeHold home = execution.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        try {
            sleep.enterLines(wasWoken);
            execution.setWaiting(sleep);
            if (!isWorthAnAttempt() && isToBeWoken(sleep, patience)) {
                sleep.untilWoken(execution, patience);
            }
        } finally {
            execution.setWaiting(null);
            wasWoken |= sleep.leaveLines();
            if (suspended != null) {
                passOn();
                suspended.resume();
            }
        }
    }

    /** Waits for a good deal, and then hurries; false if that is no use any more. */
    private boolean isToBeWoken(Sleep sleep, Patience patience) {
        if (!sleep.takesItsTime(wasWoken)) {
            return true;
        }
        sleep.untilWoken(patience, UNHURRIED_NANOS);
        sleep.hurry();
        return !isWorthAnAttempt();
    }

    /** Whether something can be done, or nothing ever can. */
    boolean isWorthAnAttempt() {
        boolean allOver = true;
        for (Case next : cases) {
            if (next.isReady()) {
                return true;
            }
            allOver &= next.isOver();
        }
        return allOver;
    }

    private void passOn() {
        if (wasWoken) {
            cases.forEach(Case::passOn);
        }
    }
}
