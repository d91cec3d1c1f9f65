package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.TaskAcquisition;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who runs an interpreter's tasks when: the mailbox's phases, turns on carriers and on callers' threads, and the end.
 */
final class InterpreterRuns implements Outcome.Source, Runnable {
    /*
     * Whoever wins the phase RUNNING of the mailbox runs turns. A carrier that cannot have the home arena at once leaves a
     * Batch in the arena's queue and goes; the phase stays RUNNING and belongs to the batch, which is dispatched when it is
     * granted. A caller that waits for a task (call), or for room, may take the phase as well and run turns itself.
     *
     * runner, batch  who stands for the interpreter in the wait-for graph: the running execution, or the queued batch
     * interruptible  the thread that closeNow may interrupt: null → thread by a turn on a carrier; thread → null by that
     *                turn, CAS; thread → INTERRUPTING → null by closeNow, CAS and then a store. A turn whose CAS fails waits
     *                for the store, so that no interrupt arrives after its end.
     * ended          0 → 1, CAS, by whoever first sees the mailbox closed and empty; → 2 when the arena is closed, too
     */
    private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);
    private static final int MOST_TASKS = 64;
    private static final Thread INTERRUPTING = new Thread("interrupting");
    private static final VarHandle INTERRUPTIBLE;
    private static final VarHandle ENDED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INTERRUPTIBLE = lookup.findVarHandle(InterpreterRuns.class, "interruptible", Thread.class);
            ENDED = lookup.findVarHandle(InterpreterRuns.class, "ended", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Interpreter interpreter;
    private volatile @Nullable Execution runner;
    private volatile @Nullable Batch batch;
    private volatile @Nullable Thread interruptible;
    private volatile int ended;
    private volatile @Nullable Queue<Thread> waiters;

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
            if (overflow == OverflowPolicy.BLOCK || !runInCaller(this::hasRoom)) {
                await(
                        "room in the mailbox of " + interpreter,
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
            runOnCarrier(this);
        }
    }

    /** No task is lost if the carriers reject: the shared ones run it. */
    private void runOnCarrier(Runnable turns) {
        Executor carriers = interpreter.settings().carriers();
        try {
            carriers.execute(turns);
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "carriers rejected, the shared ones take over: interpreter={}, carriers={}",
                    interpreter,
                    carriers,
                    e);
            Carriers.shared().execute(turns);
        }
    }

    /** Runs tasks on the calling thread until one is done, or has a carrier do it. */
    void runOrSchedule(Outcome<?> wanted) {
        if (!runInCaller(wanted::isDone)) {
            schedule();
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
        int done = 0;
        Throwable refused = null;
        interruptible = Thread.currentThread();
        try {
            Turn turn = granted != null ? Turn.granted(interpreter, granted) : Turn.tryBegin(interpreter);
            while (turn != null) {
                int ran = turn.runTasks(MOST_TASKS - done);
                turn.end();
                done += ran;
                if (ran == 0 || done >= MOST_TASKS) {
                    break;
                }
                turn = Turn.tryBegin(interpreter);
            }
            if (turn == null) {
                mailbox().finishedSome(done);
                done = 0;
                Batch next = new Batch();
                batch = next;
                stopInterrupts();
                next.schedule();
                return;
            }
        } catch (Throwable e) {
            refused = e;
        }
        stopInterrupts();
        if (refused != null) {
            done += discardAll(refused);
        }
        finish(done);
    }

    /** A stretch of tasks that waits in the queue of the home arena. */
    private final class Batch extends TaskAcquisition implements Runnable {
        Batch() {
            super(interpreter.arena().lock(), true, 1);
        }

        @Override
        protected void dispatch() {
            runOnCarrier(this);
        }

        @Override
        public void run() {
            batch = null;
            runTurns(this);
        }

        @Override
        protected void discarded(RuntimeException reason) {
            batch = null;
            finish(discardAll(reason));
        }

        @Override
        public String describe() {
            return interpreter.toString();
        }
    }

    private int discardAll(Throwable reason) {
        Throwable failure = mailbox().isDiscarding() ? Violations.taskDiscarded(interpreter.toString()) : reason;
        int discarded = 0;
        for (MailboxTask task = mailbox().take(); task != null; task = mailbox().take()) {
            task.fail(failure);
            task.complete();
            discarded++;
        }
        return discarded;
    }

    /** Gives the phase back. */
    private void finish(int done) {
        mailbox().finished(done);
        wakeWaiters();
        if (mailbox().count() > 0) {
            schedule();
        } else if (mailbox().isEmptyAndClosed()) {
            terminate();
        }
    }

    // ---------------------------------------------------------------- running on a caller's thread

    /** Runs turns on the calling thread until something is true; false if somebody else runs them. */
    private boolean runInCaller(BooleanSupplier until) {
        if (!Execution.canNest()
                || !(mailbox().casPhase(Mailbox.IDLE, Mailbox.RUNNING)
                        || mailbox().casPhase(Mailbox.SCHEDULED, Mailbox.RUNNING))) {
            return false;
        }
        Execution caller = Execution.current();
        HomeHold home = caller.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        caller.setWaiting(new Joining("tasks of " + interpreter, this));
        int done = 0;
        try {
            int ran = 1;
            while (ran > 0 && done < MOST_TASKS && !until.getAsBoolean()) {
                Turn turn = Turn.begin(interpreter);
                ran = turn.runTasks(MOST_TASKS - done);
                turn.end();
                done += ran;
            }
        } finally {
            caller.setWaiting(null);
            finish(done);
            if (suspended != null) {
                suspended.resume();
            }
        }
        return true;
    }

    // ---------------------------------------------------------------- the end

    void close(long flags) {
        mailbox().close(flags);
        if ((flags & Mailbox.DISCARD) != 0) {
            interpreter.arena().closeLock();
            interruptRunner();
            if (mailbox().casPhase(Mailbox.IDLE, Mailbox.RUNNING)
                    || mailbox().casPhase(Mailbox.SCHEDULED, Mailbox.RUNNING)) {
                finish(discardAll(Violations.taskDiscarded(interpreter.toString())));
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
            ended = 2;
            wakeWaiters();
        }
    }

    boolean isTerminated() {
        return ended == 2;
    }

    void awaitTermination() {
        await("the end of " + interpreter, this::isTerminated);
    }

    private void await(String wanted, BooleanSupplier done) {
        Queue<Thread> registered = registered();
        Thread waiter = Thread.currentThread();
        registered.add(waiter);
        try {
            new Joining(wanted, this).await(done, () -> true);
        } finally {
            registered.remove(waiter);
        }
    }

    private synchronized Queue<Thread> registered() {
        Queue<Thread> present = waiters;
        if (present == null) {
            present = new ConcurrentLinkedQueue<>();
            waiters = present;
        }
        return present;
    }

    /** After every change that somebody may wait for; who registers looks again afterwards. */
    private void wakeWaiters() {
        Queue<Thread> present = waiters;
        if (present != null) {
            present.forEach(LockSupport::unpark);
        }
    }

    private void interruptRunner() {
        Thread running = interruptible;
        if (running != null && running != INTERRUPTING && INTERRUPTIBLE.compareAndSet(this, running, INTERRUPTING)) {
            running.interrupt();
            interruptible = null;
        }
    }

    private void stopInterrupts() {
        if (!INTERRUPTIBLE.compareAndSet(this, Thread.currentThread(), (Thread) null)) {
            while (interruptible != null) {
                Thread.onSpinWait();
            }
        }
        // Neither an interrupt by closeNow nor one that a task left behind may reach the carrier's next task.
        Thread.interrupted();
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
