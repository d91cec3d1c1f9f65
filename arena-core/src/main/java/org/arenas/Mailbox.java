package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one interpreter and the right to run them: many put, one at a time runs.
 *
 * <p><b>Memory consistency.</b> Actions before {@link #put} happen-before the task runs; actions of one run happen-before
 * the next.
 */
final class Mailbox {
    /*
     * state: how many tasks are in the mailbox, the running one included, and whether it is closed.
     *
     *   63        62         61     31            0
     *  +---------+----------+------+---------------+
     *  | CLOSED  | DISCARD  | 0    | count         |
     *  +---------+----------+------+---------------+
     *
     *   count+1  by put, CAS, fails if CLOSED or full, so that nothing is put after a close
     *   count-1  by the runner, when a task has ended and the runner takes the next one or gives the right to run back:
     *            while something runs, the count is not 0
     *   CLOSED, DISCARD  by close, once each
     *
     * phase: who may run tasks.
     *   IDLE → SCHEDULED     by who put a task, and then dispatches the interpreter
     *   SCHEDULED → RUNNING  by a carrier, or by a caller who runs the tasks itself
     *   IDLE → RUNNING       by a caller
     *   RUNNING → IDLE       by the runner; it then looks at the count again, because who puts a task while it runs does
     *                        nothing else: put writes the count and reads the phase, the runner writes the phase and reads
     *                        the count
     *
     * inbox is a stack that putters push on; the runner takes all of it and reverses it into outbox, which is its own.
     */
    static final long CLOSED = 1L << 63;
    static final long DISCARD = 1L << 62;
    private static final long COUNT = 0x7fff_ffffL;

    static final int IDLE = 0;
    static final int SCHEDULED = 1;
    static final int RUNNING = 2;

    private static final VarHandle STATE;
    private static final VarHandle PHASE;
    private static final VarHandle INBOX;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Mailbox.class, "state", long.class);
            PHASE = lookup.findVarHandle(Mailbox.class, "phase", int.class);
            INBOX = lookup.findVarHandle(Mailbox.class, "inbox", MailboxTask.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long state;
    private volatile int phase;
    private volatile @Nullable MailboxTask inbox;
    private @Nullable MailboxTask outbox;

    /** Whether the task that was taken last is still counted. The runner's own. */
    private boolean taken;

    /** What became of a task. */
    enum Put {
        DONE,
        FULL,
        CLOSED
    }

    /** What became of an attempt to enter without a task in the mailbox. */
    enum Entry {
        /** The right to run is the caller's, and its task is counted. */
        ENTERED,
        /** The right to run is the caller's, but a task or a close came first. */
        MISSED,
        REFUSED
    }

    Put put(MailboxTask task, int capacity) {
        for (; ; ) {
            long seen = state;
            if ((seen & CLOSED) != 0) {
                return Put.CLOSED;
            }
            if ((seen & COUNT) >= capacity) {
                return Put.FULL;
            }
            if (STATE.compareAndSet(this, seen, seen + 1)) {
                break;
            }
        }
        MailboxTask top;
        do {
            top = inbox;
            task.next = top;
        } while (!INBOX.compareAndSet(this, top, task));
        return Put.DONE;
    }

    /**
     * The next task in order, which means that the one before has ended; null if there is none, or if who counted it has not
     * pushed it yet. Only for the runner.
     */
    @Nullable
    MailboxTask take() {
        MailboxTask first = outbox;
        if (first == null) {
            first = reverse((MailboxTask) INBOX.getAndSet(this, (MailboxTask) null));
            if (first == null) {
                return null;
            }
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

    private static @Nullable MailboxTask reverse(@Nullable MailboxTask top) {
        MailboxTask first = null;
        for (MailboxTask task = top; task != null; ) {
            MailboxTask below = task.next;
            task.next = first;
            first = task;
            task = below;
        }
        return first;
    }

    /**
     * Takes the right to run for one task that never is in the mailbox, if nothing else is there either. If that came to
     * nothing after the right was taken, it is up to the caller to give it back.
     */
    Entry tryEnter() {
        if (state != 0 || phase != IDLE || !casPhase(IDLE, RUNNING)) {
            return Entry.REFUSED;
        }
        if (!STATE.compareAndSet(this, 0L, 1L)) {
            return Entry.MISSED;
        }
        taken = true;
        return Entry.ENTERED;
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

    boolean casPhase(int from, int to) {
        return PHASE.compareAndSet(this, from, to);
    }

    int phase() {
        return phase;
    }

    /** The runner gives the right to run back; the task that it took last has ended. */
    void giveBack() {
        uncount();
        phase = IDLE;
    }

    /** Sets flags for good; returns the flags that were set before. */
    long close(long flags) {
        return (long) STATE.getAndBitwiseOr(this, flags) & ~COUNT;
    }

    int count() {
        return (int) (state & COUNT);
    }

    /** True if nothing is there but the task that runs, and there may be more: it is not closed. */
    boolean isRunningOne() {
        return state == 1;
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
