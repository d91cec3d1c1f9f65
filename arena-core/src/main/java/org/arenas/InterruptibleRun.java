package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/** Lets somebody interrupt the thread that runs something, and never what that thread does afterwards. */
abstract class InterruptibleRun {
    /*
     * runner   null → thread         by the run, when it begins
     *          thread → null         by the run, when it ends, CAS
     *          thread → INTERRUPTING by who interrupts, CAS, and then → null. A run whose CAS fails waits for that, so that no
     *                                interrupt arrives after its end.
     */
    private static final Thread INTERRUPTING = new Thread("interrupting");
    private static final VarHandle RUNNER;

    static {
        try {
            RUNNER = MethodHandles.lookup().findVarHandle(InterruptibleRun.class, "interruptible", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Thread interruptible;

    /** From here on the calling thread may be interrupted. */
    final void letInterrupt() {
        interruptible = Thread.currentThread();
    }

    /** From here on it may not, and is not. */
    final void stopInterrupts() {
        if (!RUNNER.compareAndSet(this, Thread.currentThread(), (Thread) null)) {
            for (int spins = 0; interruptible != null; spins++) {
                Spin.once(spins);
            }
        }
        // Neither such an interrupt nor one that was left behind may reach what the thread does next.
        Thread.interrupted();
    }

    final void interruptRunner() {
        Thread running = interruptible;
        if (running != null && running != INTERRUPTING && RUNNER.compareAndSet(this, running, INTERRUPTING)) {
            running.interrupt();
            interruptible = null;
        }
    }
}
