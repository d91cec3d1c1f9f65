package org.arenas;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What others wait for: that something about an interpreter changes, and that its tasks' results are told. */
abstract class InterpreterWaits {
    /*
     * A result is told with the right to run given back, because user code that hears of it may use the interpreter, wait for
     * it and close it. So the interpreter may come to its end before the result is told: `untold` lets whoever waits for the
     * end tell it instead.
     *
     * waiters, untold  null until first used, then never again
     */
    private volatile @Nullable Queue<Thread> waiters;
    private volatile @Nullable Queue<MailboxTask> untold;

    /**
     * Waits until something is true; it is looked at again after every {@link #wakeWaiters}.
     *
     * @param giveUp called if the wait would close a cycle; returns false if it is true by now
     */
    final void await(Joining wait, BooleanSupplier done, BooleanSupplier giveUp) {
        Queue<Thread> registered = waiters();
        Thread waiter = Thread.currentThread();
        // Before the first look: a change that comes after it wakes this thread.
        registered.add(waiter);
        try {
            wait.await(done, giveUp);
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
        told(task);
    }

    /** Tells it here if nothing depends on it, else on one of the shared carriers. */
    final void tellElsewhere(MailboxTask task) {
        if (task.completeUnattached()) {
            told(task);
        } else {
            Carriers.shared().execute(() -> tell(task));
        }
    }

    /** Tells discarded tasks. What depends on one of them may wait for another. */
    final void tellElsewhere(List<MailboxTask> tasks) {
        List<MailboxTask> failures = new ArrayList<>();
        for (MailboxTask task : tasks) {
            if (task.hasOutcome()) {
                tellElsewhere(task);
            } else {
                failures.add(task);
            }
        }
        if (!failures.isEmpty()) {
            // The handler gets them one after the other.
            Carriers.shared().execute(() -> failures.forEach(this::tell));
        }
    }

    private void told(MailboxTask task) {
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
