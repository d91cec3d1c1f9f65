package org.arenas;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What others wait for: that something about an interpreter changes, and that its tasks' results are told. */
abstract class InterpreterWaits extends InterruptibleRun {
    /*
     * A result is told with the right to run given back, because user code that hears of it may use the interpreter, wait for
     * it and close it. So the interpreter may come to its end before the result is told: `untold` lets whoever waits for the
     * end tell it instead.
     *
     * waiters, untold  null until first used, then never again
     */
    private volatile @Nullable Queue<Thread> waiters;
    private volatile @Nullable Queue<MailboxTask> untold;

    /** Waits until something is true; it is looked at again after every {@link #wakeWaiters}. */
    final void await(Joining wait, BooleanSupplier done) {
        Queue<Thread> registered = waiters();
        Thread waiter = Thread.currentThread();
        // Before the first look: a change that comes after it wakes this thread.
        registered.add(waiter);
        try {
            wait.await(done, () -> true);
        } finally {
            registered.remove(waiter);
        }
    }

    private synchronized Queue<Thread> waiters() {
        if (waiters == null) {
            waiters = new ConcurrentLinkedQueue<>();
        }
        return waiters;
    }

    /** After every change that somebody may wait for. */
    final void wakeWaiters() {
        Queue<Thread> present = waiters;
        if (present != null) {
            present.forEach(LockSupport::unpark);
        }
    }

    /** The task has ended or is discarded; {@link #tell} follows once the right to run was given back. */
    final void willTell(MailboxTask task) {
        Queue<MailboxTask> present = untold;
        (present == null ? firstUntold() : present).add(task);
    }

    private synchronized Queue<MailboxTask> firstUntold() {
        if (untold == null) {
            untold = new ConcurrentLinkedQueue<>();
        }
        return untold;
    }

    final void tell(MailboxTask task) {
        task.complete();
        Queue<MailboxTask> present = untold;
        if (present != null) {
            present.remove(task);
        }
    }

    /** Tells what others have not told yet. */
    final void tellTheRest() {
        Queue<MailboxTask> present = untold;
        if (present != null) {
            present.forEach(MailboxTask::complete);
        }
    }
}
