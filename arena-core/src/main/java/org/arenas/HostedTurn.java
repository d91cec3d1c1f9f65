package org.arenas;

import java.util.Objects;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an interpreter's tasks that a host runs on its own thread: an event loop, an actor, whatever has a queue of
 * its own and wants each of its tasks to hold the interpreter's home arena. Begun by {@link Interpreter#enter()}.
 *
 * <pre>{@code
 * void runSome(Interpreter interpreter, Queue<Consumer<Home>> queue) {
 *     try (HostedTurn turn = interpreter.enter()) {
 *         do {
 *             queue.remove().accept(turn.home());
 *             turn.endTask();
 *         } while (!queue.isEmpty() && turn.mayGoOn());
 *     }
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Belongs to the thread that began it, until it is closed there. What runs in between is the
 * interpreter's: it is {@link Interpreter#current()}, and gives its home arena up while it waits.
 * <p><b>Thread-safety.</b> All methods may be called from that thread only.
 * <p><b>Memory consistency.</b> As for the interpreter's own tasks: actions in a turn happen-before the next turn or task.
 */
public final class HostedTurn implements AutoCloseable {
    private final InterpreterRuns runs;
    private final Turn turn;
    private final @Nullable Execution waiting;
    private final @Nullable HomeHold suspended;
    private Home home;
    private boolean open = true;

    private HostedTurn(InterpreterRuns runs, Turn turn, @Nullable Execution waiting, @Nullable HomeHold suspended) {
        this.runs = runs;
        this.turn = turn;
        this.waiting = waiting;
        this.suspended = suspended;
        this.home = turn.newHome();
    }

    static HostedTurn enter(InterpreterRuns runs) {
        Interpreter interpreter = runs.interpreter;
        if (Interpreter.current() == interpreter) {
            throw Violations.selfCall(interpreter.toString());
        }
        Misuse.checkNotConfined(interpreter);
        Batch granted;
        try {
            granted = takeTurn(runs);
        } catch (ArenaException e) {
            throw interpreter.closedOr(e);
        }
        Execution caller = Execution.current();
        boolean nested = caller.level() > 0 || caller.openBorrows() > 0;
        HomeHold suspended = null;
        boolean entered = false;
        try {
            if (nested) {
                // Others wait for what the caller holds, and so for this turn.
                HomeHold home = caller.home();
                suspended = home != null && home.suspend() ? home : null;
                caller.setWaiting(new Joining("tasks of " + interpreter, runs));
            }
            Turn turn = granted == null ? Turn.begin(interpreter) : Turn.granted(interpreter, granted);
            entered = true;
            return new HostedTurn(runs, turn, nested ? caller : null, suspended);
        } catch (ArenaException e) {
            throw interpreter.closedOr(e);
        } finally {
            if (!entered) {
                if (granted != null) {
                    // No turn has it: executions are nested too deep.
                    granted.giveUpHome();
                }
                leave(runs, nested ? caller : null, suspended);
            }
        }
    }

    /**
     * Takes the right to run for tasks that never are in the mailbox; those that are there go first, a number of them.
     * Throws if the interpreter is closed, or if the wait would close a cycle.
     *
     * @return the home arena if it was granted already
     */
    private static @Nullable Batch takeTurn(InterpreterRuns runs) {
        Interpreter interpreter = runs.interpreter;
        Mailbox mailbox = runs.mailbox();
        if (mailbox.count() > 0) {
            runs.runInCaller(() -> mailbox.count() == 0, null, InterpreterRuns.MOST_TASKS);
        }
        Batch granted = null;
        while (!runs.takePhase()) {
            granted = runs.claimBatch();
            if (granted != null) {
                break;
            }
            runs.await(
                    new Joining("a turn of " + interpreter, runs),
                    () -> !mailbox.isRunning() || runs.isBatchClaimable(),
                    mailbox::isRunning);
        }
        if (!mailbox.enter()) {
            if (granted != null) {
                granted.giveUpHome();
            }
            runs.giveBack(null);
            throw Violations.interpreterClosed(
                    interpreter.toString(), Execution.current().describe());
        }
        return granted;
    }

    private static void leave(InterpreterRuns runs, @Nullable Execution waiting, @Nullable HomeHold suspended) {
        if (waiting != null) {
            waiting.setWaiting(null);
        }
        runs.giveBack(null);
        if (suspended != null) {
            suspended.resume();
        }
    }

    /**
     * {@return the home arena, held} The same object from task to task, unless one of them left borrows open.
     *
     * @throws IllegalStateException if the turn was closed
     */
    public Home home() {
        checkOpen();
        return home;
    }

    /**
     * {@return whether the next task may run in this turn} False if others wait for the home arena or for the interpreter:
     * then the turn is to be closed, and another one begun for the next task.
     */
    public boolean mayGoOn() {
        return open && turn.mayGoOn();
    }

    /**
     * Ends a task. To be called after each one, however it ended.
     *
     * @throws org.arenas.error.BorrowLeakException if the task has left borrows open; they are closed
     * @throws IllegalStateException if the turn was closed
     */
    public void endTask() {
        checkOpen();
        if (turn.hasOpenBorrows()) {
            ArenaException leak = Objects.requireNonNull(turn.endPart());
            home = turn.newHome();
            throw leak;
        }
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException(
                    "turn is closed: interpreter=" + runs.interpreter + "; begin another one with Interpreter.enter()");
        }
    }

    /** Ends the turn and releases the home arena. A second call does nothing. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            turn.end();
        } finally {
            leave(runs, waiting, suspended);
        }
    }
}
