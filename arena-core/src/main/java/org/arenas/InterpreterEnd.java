package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.error.AbandonedArenaException;
import org.arenas.error.ArenaClosedException;
import org.arenas.lock.Execution;

/** How an interpreter ends: once its mailbox is closed and empty, and whoever waits for that runs what nobody else does. */
final class InterpreterEnd extends InterpreterRuns {
    /*
     * ended   0 → 1   CAS, by whoever first sees the mailbox closed and empty
     *         1 → 2   by the same, when the arena is closed, too
     */
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(InterpreterEnd.class, "ended", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int ended;

    InterpreterEnd(Interpreter interpreter) {
        super(interpreter);
    }

    void close(long flags) {
        mailbox().close(flags);
        boolean atOnce = (flags & Mailbox.DISCARD) != 0;
        if (atOnce) {
            interpreter.arena().closeLock();
            wakeRunner();
            Batch granted = claimBatch();
            if (granted != null) {
                granted.giveUpHome();
            }
            if (granted != null || takePhase()) {
                discardAll(null);
            }
        }
        if (mailbox().isEmptyAndClosed()) {
            terminate();
        }
        wakeWaiters();
        if (atOnce) {
            // Last: the thread may be of a class of the user's that throws.
            interruptRunner();
        }
    }

    @Override
    void terminate() {
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
                await(
                        new Joining("the end of " + interpreter, this),
                        () -> isTerminated() || (canRun && hasRest()),
                        () -> !isTerminated());
            }
        }
        tellTheRest();
    }

    /** True if there are tasks that nobody runs at the moment: the carriers may have been shut down. */
    private boolean hasRest() {
        return isBatchClaimable() || (mailbox().count() > 0 && !mailbox().isRunning());
    }

    private boolean runTheRest() {
        try {
            return hasRest() && runInCaller(this::isTerminated, null, MOST_TASKS);
        } catch (ArenaClosedException | AbandonedArenaException e) {
            if (takePhase()) {
                discardAll(e);
            }
            return true;
        }
    }
}
