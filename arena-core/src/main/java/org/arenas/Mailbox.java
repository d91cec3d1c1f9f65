package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one interpreter and the right to run them: many put, one at a time runs.
 *
 * <p><b>Memory consistency.</b> Actions before {@link #put} happen-before the task runs; actions of one run happen-before
 * the next.
 */
final class Mailbox {
    /*
     * One word says how many tasks there are, who may run them, and whether there will be more; so nobody ever has to look
     * a second time for what came in between.
     *
     *   63       62        61             60  33 32    31 30        0
     *  +--------+---------+--------------+------+--------+-----------+
     *  | CLOSED | DISCARD | INTERRUPTING | 0    | phase  | count     |
     *  +--------+---------+--------------+------+--------+-----------+
     *
     *   count    tasks that were put and have not ended, the running one included
     *   phase    IDLE, SCHEDULED: a carrier is to run them; RUNNING: a caller does, or a batch that waits for the home arena
     *            will; CARRIED: a carrier does
     *
     * what                                          | by, how
     * count+1; IDLE becomes SCHEDULED if wanted     | put, CAS, fails if CLOSED or full; who has made it SCHEDULED gives
     *                                               | the interpreter to a carrier once the task is pushed
     * IDLE → SCHEDULED                              | who has put a task without that, CAS
     * SCHEDULED → CARRIED                           | a carrier, CAS
     * RUNNING → CARRIED                             | a carrier whose batch was granted, CAS
     * CARRIED → RUNNING                             | a carrier that leaves a batch in the queue of the home arena, CAS
     * SCHEDULED → RUNNING                           | a caller, CAS
     * IDLE → RUNNING                                | a caller, CAS; together with count 0 → 1 by tryEnter
     * count-1                                       | the runner, when the task it took last has ended
     * count-1 and RUNNING or CARRIED → IDLE,        | giveBack, CAS: SCHEDULED if there are tasks left; then the runner gives
     * or → SCHEDULED                                | the interpreter to a carrier
     * CLOSED, DISCARD                               | close, once each
     * INTERRUPTING, and back                        | who closes at once, CAS, while CARRIED. A carrier cannot leave CARRIED
     *                                               | meanwhile, so that no interrupt reaches what its thread does next
     *
     * A task is counted before it is pushed: nothing is put after a close, and a runner may find a task counted that is not
     * there yet. It gives the right back then, as SCHEDULED, and a carrier looks again.
     *
     * Happens-before: what is before put is before the push, a CAS, and the runner's exchange of `inbox` comes after it;
     * what a run does is before its giveBack, a CAS, and the next run begins with one.
     *
     * inbox is a stack that putters push on; the runner takes all of it and reverses it into outbox, which is its own.
     */
    static final long CLOSED = 1L << 63;
    static final long DISCARD = 1L << 62;
    private static final long INTERRUPTING = 1L << 61;
    private static final long FLAGS = CLOSED | DISCARD;
    private static final long COUNT = 0x7fff_ffffL;

    static final long IDLE = 0;
    static final long SCHEDULED = 1L << 31;
    static final long RUNNING = 2L << 31;
    static final long CARRIED = 3L << 31;
    private static final long PHASE = 3L << 31;

    private static final VarHandle STATE;
    private static final VarHandle INBOX;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Mailbox.class, "state", long.class);
            INBOX = lookup.findVarHandle(Mailbox.class, "inbox", MailboxTask.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long state;
    private volatile @Nullable MailboxTask inbox;
    private @Nullable MailboxTask outbox;

    /** Whether the task that was taken last is still counted. The runner's own. */
    private boolean taken;

    /** What became of a task. */
    enum Put {
        DONE,
        /** It is there, and the caller has to give the interpreter to a carrier. */
        SCHEDULED,
        FULL,
        CLOSED
    }

    /**
     * Adds a task.
     *
     * @param schedule true to have a carrier run it unless somebody runs or will run tasks already
     */
    Put put(MailboxTask task, int capacity, boolean schedule) {
        boolean first;
        for (; ; ) {
            long seen = state;
            if ((seen & CLOSED) != 0) {
                return Put.CLOSED;
            }
            if ((seen & COUNT) >= capacity) {
                return Put.FULL;
            }
            first = schedule && (seen & PHASE) == IDLE;
            if (STATE.compareAndSet(this, seen, seen + (first ? SCHEDULED + 1 : 1))) {
                break;
            }
        }
        MailboxTask top;
        do {
            top = inbox;
            task.next = top;
        } while (!INBOX.compareAndSet(this, top, task));
        return first ? Put.SCHEDULED : Put.DONE;
    }

    /**
     * The next task in order, which means that the one before has ended; null if there is none, or if who counted it has not
     * pushed it yet. Only for the runner.
     */
    @Nullable
    MailboxTask take() {
        MailboxTask first = outbox;
        if (first == null) {
            if (inbox == null) {
                return null;
            }
            first = reverse((MailboxTask) INBOX.getAndSet(this, (MailboxTask) null));
        }
        outbox = first.next;
        first.next = null;
        uncount();
        taken = true;
        return first;
    }

    /** True if there are tasks beside the one that was taken last. Only for the runner. */
    boolean hasMore() {
        return count() > (taken ? 1 : 0);
    }

    /** The task that was taken last has ended. Only for the runner. */
    void uncount() {
        if (taken) {
            taken = false;
            STATE.getAndAdd(this, -1L);
        }
    }

    /** Only the runner takes from the stack, so it is not empty if it was not before. */
    private static MailboxTask reverse(MailboxTask top) {
        MailboxTask first = top;
        MailboxTask task = top.next;
        top.next = null;
        while (task != null) {
            MailboxTask below = task.next;
            task.next = first;
            first = task;
            task = below;
        }
        return first;
    }

    /** Takes the right to run for one task that never is in the mailbox, if nothing else is there and it is not closed. */
    boolean tryEnter() {
        if (state != IDLE || !STATE.compareAndSet(this, IDLE, RUNNING + 1)) {
            return false;
        }
        taken = true;
        return true;
    }

    /** Counts a task that never is in the mailbox; false if it is closed. Only for the runner. */
    boolean enter() {
        for (long seen = state; (seen & CLOSED) == 0; seen = state) {
            if (STATE.compareAndSet(this, seen, seen + 1)) {
                taken = true;
                return true;
            }
        }
        return false;
    }

    /** Changes the phase; false if it is another one. */
    boolean casPhase(long from, long to) {
        for (long seen = state; (seen & PHASE) == from; seen = state) {
            if (STATE.compareAndSet(this, seen, seen - from + to)) {
                return true;
            }
        }
        return false;
    }

    /** True if somebody has the right to run. */
    boolean isRunning() {
        return (state & PHASE) >= RUNNING;
    }

    /** True if a carrier has the right to run. */
    boolean isCarried() {
        return (state & PHASE) == CARRIED;
    }

    /** The carrier leaves the right to run to a batch; the task that it took last has ended. Only for the runner. */
    void leaveToBatch() {
        uncount();
        for (; ; ) {
            long seen = uninterrupted();
            if (STATE.compareAndSet(this, seen, seen - CARRIED + RUNNING)) {
                return;
            }
        }
    }

    /**
     * The runner gives the right to run back; the task that it took last has ended.
     *
     * @return true if there are tasks left: then the phase is SCHEDULED, and the caller gives the interpreter to a carrier
     */
    boolean giveBack() {
        int ended = taken ? 1 : 0;
        // Before the CAS: afterwards it belongs to the next runner.
        taken = false;
        for (; ; ) {
            long seen = uninterrupted();
            long left = (seen & COUNT) - ended;
            if (STATE.compareAndSet(this, seen, (seen & FLAGS) | left | (left > 0 ? SCHEDULED : IDLE))) {
                return left > 0;
            }
        }
    }

    /** The state once nobody is about to interrupt the runner. */
    private long uninterrupted() {
        long seen = state;
        for (int spins = 0; (seen & INTERRUPTING) != 0; seen = state) {
            Spin.once(spins++);
        }
        return seen;
    }

    /** Keeps the carrier that runs from leaving; false if none runs, or another one does that. After a close. */
    boolean beginInterrupt() {
        for (long seen = state; (seen & PHASE) == CARRIED && (seen & INTERRUPTING) == 0; seen = state) {
            if (STATE.compareAndSet(this, seen, seen | INTERRUPTING)) {
                return true;
            }
        }
        return false;
    }

    void endInterrupt() {
        STATE.getAndBitwiseAnd(this, ~INTERRUPTING);
    }

    /** Sets flags for good. */
    void close(long flags) {
        STATE.getAndBitwiseOr(this, flags);
    }

    int count() {
        return (int) (state & COUNT);
    }

    /** True if nothing is there but the task that runs, and there may be more: it is not closed. */
    boolean isRunningOne() {
        return (state & ~PHASE) == 1;
    }

    boolean isEmptyAndClosed() {
        long seen = state;
        return (seen & CLOSED) != 0 && (seen & COUNT) == 0;
    }

    boolean isClosed() {
        return (state & CLOSED) != 0;
    }

    boolean isDiscarding() {
        return (state & DISCARD) != 0;
    }
}
