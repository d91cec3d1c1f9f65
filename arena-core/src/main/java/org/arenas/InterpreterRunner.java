package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.arenas.lock.Execution;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/** Who runs an interpreter's tasks at the moment, for those who wait for it, or interrupt it. */
abstract class InterpreterRunner extends InterpreterWaits implements Outcome.Source {
    /*
     * runner   the running execution, from the beginning of a turn to its end
     * batch    what waits for the home arena, or was granted it and waits for a carrier, with the right to run
     *
     * One of the two stands for the interpreter in the wait-for graph. Both are written by who has the right to run.
     */
    private static final VarHandle RUNNER;

    static {
        try {
            RUNNER = MethodHandles.lookup().findVarHandle(InterpreterRunner.class, "runner", Execution.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Interpreter interpreter;
    private volatile @Nullable Execution runner;
    private volatile @Nullable Batch batch;

    InterpreterRunner(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    final Mailbox mailbox() {
        return interpreter.mailbox();
    }

    /** From here on others see who runs. Before the turn looks whether the interpreter is closed. */
    final void setRunner(Execution execution) {
        runner = execution;
    }

    /** Nobody who comes later may depend on it. */
    final void clearRunner() {
        RUNNER.setRelease(this, (Execution) null);
    }

    final void setBatch(@Nullable Batch next) {
        batch = next;
    }

    /** The batch that carriers were given and have not begun; the phase and the home arena are the caller's then. */
    final @Nullable Batch claimBatch() {
        Batch granted = batch;
        if (granted == null || !granted.claim()) {
            return null;
        }
        batch = null;
        return granted;
    }

    final boolean isBatchClaimable() {
        Batch granted = batch;
        return granted != null && granted.isClaimable();
    }

    /**
     * Interrupts a task that runs on a carrier, and never what the carrier does next. After a close: a turn whose runner
     * cannot be seen yet will see that, and run nothing.
     */
    final void interruptRunner() {
        if (mailbox().beginInterrupt()) {
            try {
                Execution running = runner;
                if (running != null) {
                    running.interrupt();
                }
            } finally {
                // Also if the thread is of a class of the user's that throws: the carrier waits for it.
                mailbox().endInterrupt();
            }
        }
    }

    /** Neither such an interrupt nor one that was left behind may reach what the carrier does next. */
    static void forgetInterrupt() {
        boolean unused = Thread.interrupted();
    }

    /** Who waits in a task looks for a closed arena then. A turn that saw the mailbox open has published its runner. */
    final void wakeRunner() {
        Execution running = runner;
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public final void blockersOfOutcome(Consumer<Waiting.Edge> visitor) {
        Execution running = runner;
        Batch queued = batch;
        if (running != null) {
            visitor.accept(new Waiting.Edge(running, interpreter, "busy, run"));
        } else if (queued != null) {
            visitor.accept(new Waiting.Edge(queued.current(), interpreter, "queued, represented"));
        }
    }
}
