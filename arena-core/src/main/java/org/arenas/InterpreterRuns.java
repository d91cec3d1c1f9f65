package org.arenas;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.jspecify.annotations.Nullable;

/** Who runs an interpreter's tasks when: the mailbox's phases, turns on carriers and on callers' threads. */
abstract class InterpreterRuns extends InterpreterRunner implements Runnable {
    /*
     * Whoever wins the phase RUNNING of the mailbox runs turns. A carrier that cannot have the home arena at once leaves a
     * Batch in the arena's queue and goes; the phase stays RUNNING and belongs to the batch, which is dispatched when it is
     * granted. A caller that waits for a task (call), or for room, may take the phase as well and run turns itself; and also
     * the batch, once it is granted and as long as no carrier has begun with it.
     */
    static final int MOST_TASKS = 64;

    InterpreterRuns(Interpreter interpreter) {
        super(interpreter);
    }

    // ---------------------------------------------------------------- giving tasks

    /** Gives a task, and has a carrier run it unless somebody runs tasks already. */
    final void give(MailboxTask task) {
        if (put(task, true)) {
            dispatch();
        }
    }

    /** Gives a task that the caller will run or {@linkplain #schedule() schedule}. */
    final void giveForCaller(MailboxTask task) {
        boolean unused = put(task, false);
    }

    private boolean put(MailboxTask task, boolean schedule) {
        Misuse.checkNotConfined(interpreter);
        int capacity = interpreter.settings().capacity();
        for (; ; ) {
            Mailbox.Put put = mailbox().put(task, capacity, schedule);
            if (put == Mailbox.Put.DONE || put == Mailbox.Put.SCHEDULED) {
                return put == Mailbox.Put.SCHEDULED;
            }
            String caller = Execution.current().describe();
            if (put == Mailbox.Put.CLOSED) {
                throw Violations.interpreterClosed(interpreter.toString(), caller);
            }
            OverflowPolicy overflow = interpreter.settings().overflow();
            if (overflow == OverflowPolicy.FAIL) {
                throw Violations.mailboxFull(interpreter.toString(), capacity, caller);
            }
            if (overflow == OverflowPolicy.BLOCK || !runInCaller(this::hasRoom, null, 1)) {
                await(
                        new Joining("room in the mailbox of " + interpreter, this),
                        () -> hasRoom() || mailbox().isClosed(),
                        () -> !hasRoom());
            }
        }
    }

    private boolean hasRoom() {
        return mailbox().count() < interpreter.settings().capacity();
    }

    /** Has a carrier run the tasks, unless somebody does already. */
    final void schedule() {
        if (mailbox().casPhase(Mailbox.IDLE, Mailbox.SCHEDULED)) {
            dispatch();
        }
    }

    /** By who has made the phase SCHEDULED. */
    private void dispatch() {
        Carriers.run(this, interpreter);
    }

    /** Runs tasks on the calling thread until one is done, or has a carrier do it. */
    final void runOrSchedule(MailboxTask.WithOutcome<?> wanted) {
        while (!wanted.outcome().isDone() && mailbox().count() > 0) {
            if (!runInCaller(wanted.outcome()::isDone, wanted, MOST_TASKS)) {
                schedule();
                return;
            }
        }
    }

    /**
     * Waits for a task on carriers that may drop what they are given, and runs what they dropped.
     *
     * @param giveUp called if the wait would close a cycle
     */
    final void helpUntilDone(MailboxTask.WithOutcome<?> wanted, BooleanSupplier giveUp) {
        Outcome<?> outcome = wanted.outcome();
        Thread waiter = Thread.currentThread();
        CompletableFuture<?> unused = outcome.whenComplete((result, failure) -> LockSupport.unpark(waiter));
        boolean canRun = Execution.canNest();
        while (!outcome.isDone()) {
            await(
                    new Joining("the answer of " + interpreter, wanted),
                    () -> outcome.isDone() || (canRun && isBatchClaimable()),
                    giveUp);
            runOrSchedule(wanted);
        }
    }

    // ---------------------------------------------------------------- running on a carrier

    @Override
    public final void run() {
        if (mailbox().casPhase(Mailbox.SCHEDULED, Mailbox.CARRIED)) {
            runTurns(null);
        }
    }

    /** The batch will not be granted. */
    final void runNone(Throwable reason) {
        setBatch(null);
        discardAll(reason);
    }

    /** The phase is ours, and so is the home arena. */
    final void runGranted(Batch granted) {
        setBatch(null);
        boolean unused = mailbox().casPhase(Mailbox.RUNNING, Mailbox.CARRIED);
        runTurns(granted);
    }

    /** The phase is ours. */
    private void runTurns(@Nullable Batch granted) {
        Throwable refused = null;
        MailboxTask toTell = null;
        boolean homeIsFree = true;
        try {
            Turn turn = granted != null ? Turn.granted(interpreter, granted) : Turn.tryBegin(interpreter);
            for (int done = 0; turn != null; turn = Turn.tryBegin(interpreter)) {
                int ran = turn.runAndEnd(MOST_TASKS - done);
                done += ran;
                toTell = turn.toTell();
                if (toTell != null
                        || ran == 0
                        || done == MOST_TASKS
                        || !mailbox().hasMore()) {
                    break;
                }
            }
            homeIsFree = turn != null;
        } catch (Throwable e) {
            refused = e;
        }
        if (!homeIsFree) {
            waitForHome();
        } else if (toTell == null) {
            giveBack(refused);
        } else {
            willTell(toTell);
            giveBack(refused);
            tell(toTell);
        }
    }

    /** The phase goes to a batch that waits in the queue of the home arena. */
    private void waitForHome() {
        mailbox().leaveToBatch();
        forgetInterrupt();
        wakeWaiters();
        Batch next = new Batch(interpreter, this);
        setBatch(next);
        next.schedule();
    }

    // ---------------------------------------------------------------- running on a caller's thread

    /**
     * Runs turns on the calling thread until something is true or a result is to be told; false if somebody else runs them.
     *
     * @param own a task of which nobody else knows
     * @param most how many tasks at a time, before it looks again whether that is true
     */
    final boolean runInCaller(BooleanSupplier until, @Nullable MailboxTask own, int most) {
        if (!Execution.canNest()) {
            return false;
        }
        Batch granted = null;
        if (!takePhase()) {
            granted = claimBatch();
            if (granted == null) {
                return false;
            }
        }
        Execution caller = Execution.current();
        HomeHold home = caller.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        caller.setWaiting(new Joining("tasks of " + interpreter, this));
        // The caller's, and not for the tasks.
        boolean interrupted = Thread.interrupted();
        MailboxTask toTell = null;
        try {
            int ran = 1;
            for (int done = 0; ran > 0 && done < MOST_TASKS && toTell == null; done += ran) {
                if (granted == null && until.getAsBoolean()) {
                    break;
                }
                Turn turn = granted == null ? Turn.begin(interpreter) : Turn.granted(interpreter, granted);
                granted = null;
                ran = turn.runAndEnd(Math.min(most, MOST_TASKS - done));
                interrupted |= turn.wasInterrupted();
                toTell = turn.toTell();
                if (toTell == null) {
                    // For whoever waits for room, this caller maybe.
                    mailbox().uncount();
                }
            }
        } finally {
            caller.setWaiting(null);
            giveBackAndTell(toTell, own);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (suspended != null) {
                suspended.resume();
            }
        }
        return true;
    }

    /**
     * Runs a task on the calling thread at once, if the interpreter has nothing to do and the caller holds nothing for which
     * others could wait: then it needs neither the mailbox nor a place in the wait-for graph.
     */
    final boolean runInPlace(MailboxTask task) {
        Execution caller = Execution.current();
        if (caller.level() > 0 || caller.openBorrows() > 0 || !mailbox().tryEnter()) {
            return false;
        }
        // The caller's, and not for the task.
        boolean interrupted = Thread.interrupted();
        try {
            Turn turn = Turn.begin(interpreter);
            turn.runAndEnd(task);
            interrupted |= turn.wasInterrupted();
        } finally {
            giveBack(null);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    final boolean takePhase() {
        return mailbox().casPhase(Mailbox.IDLE, Mailbox.RUNNING)
                || mailbox().casPhase(Mailbox.SCHEDULED, Mailbox.RUNNING);
    }

    /** What depends on a result does not run as a part of the caller, with the caller's borrows in reach. */
    private void giveBackAndTell(@Nullable MailboxTask toTell, @Nullable MailboxTask own) {
        if (toTell == null || toTell == own) {
            giveBack(null);
            if (toTell != null) {
                toTell.complete();
            }
        } else {
            willTell(toTell);
            giveBack(null);
            tellElsewhere(toTell);
        }
    }

    // ---------------------------------------------------------------- giving the phase back

    final void giveBack(@Nullable Throwable refused) {
        if (refused == null && !mailbox().isDiscarding()) {
            finish();
        } else {
            discardAll(refused);
        }
    }

    private void finish() {
        boolean carried = mailbox().isCarried();
        boolean hasMore = mailbox().giveBack();
        if (carried) {
            forgetInterrupt();
        }
        wakeWaiters();
        if (hasMore) {
            dispatch();
        } else if (mailbox().isEmptyAndClosed()) {
            terminate();
        }
    }

    /** The mailbox is closed and empty. */
    abstract void terminate();

    /** Gives the phase back, and fails what was queued. */
    final void discardAll(@Nullable Throwable reason) {
        Throwable failure =
                reason == null || mailbox().isDiscarding() ? Violations.taskDiscarded(interpreter.toString()) : reason;
        List<MailboxTask> discarded = new ArrayList<>();
        for (MailboxTask task = mailbox().take(); task != null; task = mailbox().take()) {
            task.discard(failure);
            willTell(task);
            discarded.add(task);
        }
        finish();
        tellElsewhere(discarded);
    }
}
