package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.lock.Ready;
import org.arenas.lock.TaskAcquisition;

/**
 * A stretch of an interpreter's tasks that waits in the queue of the home arena, with the right to run them, and then for a
 * carrier with the home arena held.
 */
final class Batch extends TaskAcquisition implements Runnable {
    /*
     * Carriers belong to the user: they may never run what was granted, because they were shut down, and they may run it
     * twice. So whoever runs it claims it first, and if no carrier does, somebody who waits for the interpreter may.
     *
     * atCarriers   false → true   once the home arena is held
     * claimed      false → true   CAS, by who runs it
     */
    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(Batch.class, "claimed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Interpreter interpreter;
    private final InterpreterRuns runs;
    private volatile boolean atCarriers;
    private volatile boolean claimed;

    Batch(Interpreter interpreter, InterpreterRuns runs) {
        super(interpreter.arena().lock(), true, 1);
        this.interpreter = interpreter;
        this.runs = runs;
    }

    @Override
    protected void dispatch() {
        atCarriers = true;
        Carriers.run(this, interpreter);
        runs.wakeWaiters();
    }

    @Override
    public void run() {
        if (CLAIMED.compareAndSet(this, false, true)) {
            runs.runGranted(this);
        }
    }

    /** True if it could run, and no carrier has begun to run it. */
    boolean isClaimable() {
        return atCarriers && !claimed;
    }

    /** True if the caller is to run it, and nobody else will. */
    boolean claim() {
        return isClaimable() && CLAIMED.compareAndSet(this, false, true);
    }

    /** After a claim, instead of running it. */
    void giveUpHome() {
        releaseAll(Ready.DISPATCH);
    }

    @Override
    protected void discarded(RuntimeException reason) {
        runs.runNone(reason);
    }

    @Override
    public String describe() {
        return interpreter.toString();
    }
}
