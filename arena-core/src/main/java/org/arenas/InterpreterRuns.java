package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.arenas.error.AbandonedArenaException;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.TaskAcquisition;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Who runs an interpreter's tasks when: the mailbox's phases, turns on carriers and on callers' threads, and the end.
 */
final class InterpreterRuns extends InterpreterWaits implements Outcome.Source, Runnable {
    /*
     * Whoever wins the phase RUNNING of the mailbox runs turns. A carrier that cannot have the home arena at once leaves a
     * Batch in the arena's queue and goes; the phase stays RUNNING and belongs to the batch, which is dispatched when it is
     * granted. A caller that waits for a task (call), or for room, may take the phase as well and run turns itself.
     *
     * runner, batch  who stands for the interpreter in the wait-for graph: the running execution, or the queued batch
     * ended          0 → 1, CAS, by whoever first sees the mailbox closed and empty; → 2 when the arena is closed, too
     */
    private static final int MOST_TASKS = 64;
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(InterpreterRuns.class, "ended", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Interpreter interpreter;
    private volatile @Nullable Execution runner;
    private volatile @Nullable Batch batch;
    private volatile int ended;

    InterpreterRuns(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    private Mailbox mailbox() {
        return interpreter.mailbox();
    }

    // ---------------------------------------------------------------- giving tasks

    void give(MailboxTask task) {
        int capacity = interpreter.settings().capacity();
        for (; ; ) {
            Mailbox.Put put = mailbox().put(task, capacity);
            if (put == Mailbox.Put.DONE) {
                return;
            }
            String caller = Execution.current().describe();
            if (put == Mailbox.Put.CLOSED) {
                throw Violations.interpreterClosed(interpreter.toString(), caller);
            }
            OverflowPolicy overflow = interpreter.settings().overflow();
            if (overflow == OverflowPolicy.FAIL) {
                throw Violations.mailboxFull(interpreter.toString(), capacity, caller);
            }
            if (overflow == OverflowPolicy.BLOCK || !runInCaller(this::hasRoom, null)) {
                await(
                        new Joining("room in the mailbox of " + interpreter, this),
                        () -> hasRoom() || mailbox().isClosed());
            }
        }
    }

    private boolean hasRoom() {
        return mailbox().count() < interpreter.settings().capacity();
    }

    /** Has a carrier run the tasks, unless somebody does already. */
    void schedule() {
        if (mailbox().phase() == Mailbox.IDLE && mailbox().casPhase(Mailbox.IDLE, Mailbox.SCHEDULED)) {
            Carriers.run(this, interpreter);
        }
    }

    /** Runs tasks on the calling thread until one is done, or has a carrier do it. */
    void runOrSchedule(MailboxTask.WithOutcome<?> wanted) {
        while (!wanted.outcome().isDone() && mailbox().count() > 0) {
            if (!runInCaller(wanted.outcome()::isDone, wanted)) {
                schedule();
                return;
            }
        }
    }

    // ---------------------------------------------------------------- running on a carrier

    @Override
    public void run() {
        if (mailbox().casPhase(Mailbox.SCHEDULED, Mailbox.RUNNING)) {
            runTurns(null);
        }
    }

    /** The phase is ours. */
    private void runTurns(@Nullable Batch granted) {
        Throwable refused = null;
        MailboxTask toTell = null;
        boolean homeIsFree = true;
        letInterrupt();
        try {
            Turn turn = granted != null ? Turn.granted(interpreter, granted) : Turn.tryBegin(interpreter);
            for (int done = 0; turn != null; turn = Turn.tryBegin(interpreter)) {
                int ran = turn.runAndEnd(MOST_TASKS - done);
                done += ran;
                toTell = turn.toTell();
                if (toTell != null || ran == 0 || done == MOST_TASKS) {
                    break;
                }
            }
            homeIsFree = turn != null;
        } catch (Throwable e) {
            refused = e;
        }
        stopInterrupts();
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
        mailbox().uncount();
        wakeWaiters();
        Batch next = new Batch();
        batch = next;
        next.schedule();
    }

    /** A stretch of tasks that waits in the queue of the home arena. */
    private final class Batch extends TaskAcquisition implements Runnable {
        Batch() {
            super(interpreter.arena().lock(), true, 1);
        }

        @Override
        protected void dispatch() {
            Carriers.run(this, interpreter);
        }

        @Override
        public void run() {
            batch = null;
            runTurns(this);
        }

        @Override
        protected void discarded(RuntimeException reason) {
            batch = null;
            discardAll(reason);
        }

        @Override
        public String describe() {
            return interpreter.toString();
        }
    }

    // ---------------------------------------------------------------- running on a caller's thread

    /**
     * Runs turns on the calling thread until something is true or a result is to be told; false if somebody else runs them.
     *
     * @param own a task of which nobody else knows
     */
    private boolean runInCaller(BooleanSupplier until, @Nullable MailboxTask own) {
        if (!Execution.canNest() || !takePhase()) {
            return false;
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
            for (int done = 0; ran > 0 && done < MOST_TASKS && toTell == null && !until.getAsBoolean(); done += ran) {
                Turn turn = Turn.begin(interpreter);
                ran = turn.runAndEnd(MOST_TASKS - done);
                interrupted |= turn.wasInterrupted();
                toTell = turn.toTell();
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

    private boolean takePhase() {
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
            if (toTell.hasDependents()) {
                Carriers.shared().execute(() -> tell(toTell));
            } else {
                tell(toTell);
            }
        }
    }

    // ---------------------------------------------------------------- giving the phase back

    private void giveBack(@Nullable Throwable refused) {
        if (refused == null && !mailbox().isDiscarding()) {
            finish();
        } else {
            discardAll(refused);
        }
    }

    private void finish() {
        mailbox().giveBack();
        wakeWaiters();
        if (mailbox().count() > 0) {
            schedule();
        } else if (mailbox().isEmptyAndClosed()) {
            terminate();
        }
    }

    /** Gives the phase back, and fails what was queued. */
    private void discardAll(@Nullable Throwable reason) {
        Throwable failure =
                reason == null || mailbox().isDiscarding() ? Violations.taskDiscarded(interpreter.toString()) : reason;
        List<MailboxTask> discarded = new ArrayList<>();
        for (MailboxTask task = mailbox().take(); task != null; task = mailbox().take()) {
            task.discard(failure);
            willTell(task);
            discarded.add(task);
        }
        finish();
        discarded.forEach(this::tell);
    }

    // ---------------------------------------------------------------- the end

    void close(long flags) {
        mailbox().close(flags);
        if ((flags & Mailbox.DISCARD) != 0) {
            interpreter.arena().closeLock();
            interruptRunner();
            if (takePhase()) {
                discardAll(null);
            }
        }
        if (mailbox().isEmptyAndClosed()) {
            terminate();
        }
        wakeWaiters();
    }

    private void terminate() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            interpreter.arena().closeLock();
            interpreter.forgetLocals();
            ended = 2;
            wakeWaiters();
        }
    }

    boolean isTerminated() {
        return ended == 2;
    }

    void awaitTermination() {
        boolean canRun = Execution.canNest();
        while (!isTerminated()) {
            if (!canRun || !runTheRest()) {
                await(new Joining("the end of " + interpreter, this), () -> isTerminated() || (canRun && hasRest()));
            }
        }
        tellTheRest();
    }

    /** True if there are tasks that nobody runs at the moment: the carriers may have been shut down. */
    private boolean hasRest() {
        return mailbox().count() > 0 && !mailbox().isDiscarding() && mailbox().phase() != Mailbox.RUNNING;
    }

    private boolean runTheRest() {
        try {
            return hasRest() && runInCaller(this::isTerminated, null);
        } catch (ArenaClosedException | AbandonedArenaException e) {
            if (takePhase()) {
                discardAll(e);
            }
            return true;
        }
    }

    // ---------------------------------------------------------------- the wait-for graph

    void setRunner(@Nullable Execution execution) {
        runner = execution;
    }

    @Override
    public void blockersOfOutcome(Consumer<Waiting.Edge> visitor) {
        Execution running = runner;
        Batch queued = batch;
        if (running != null) {
            visitor.accept(new Waiting.Edge(running, interpreter, "busy, run"));
        } else if (queued != null) {
            visitor.accept(new Waiting.Edge(queued.current(), interpreter, "queued, represented"));
        }
    }
}
