package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An acquisition that blocks no thread: a behaviour or an interpreter's batch. When every arena is held it is handed to
 * {@link Ready}; its runner runs it inside an {@link Execution} and then calls {@link #releaseAll}.
 */
public abstract class TaskAcquisition extends Acquisition implements Agent {
    private static final VarHandle EXECUTION;
    private static final VarHandle REFUSED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            EXECUTION = lookup.findVarHandle(TaskAcquisition.class, "execution", Execution.class);
            REFUSED = lookup.findVarHandle(TaskAcquisition.class, "refused", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Written by the runner with release order: only walkers read it, and they look again. */
    private volatile @Nullable Execution execution;

    /** False → true, CAS, by the first that refuses this task: several of its arenas may be closed at once. */
    @SuppressWarnings("UnusedVariable") // Used through REFUSED.
    private volatile boolean refused;

    /**
     * A task that wants some arenas, of which all but the first are still to be {@linkplain #add added}.
     *
     * @param first the lock with the lowest id
     * @param exclusive true for writing
     * @param size how many arenas
     */
    protected TaskAcquisition(ArenaLock first, boolean exclusive, int size) {
        super(first, exclusive, size);
    }

    /**
     * Names a further arena, in the order of lock ids, before the task is scheduled.
     *
     * @param i its number, from 1
     * @param lock its lock
     * @param exclusive true for writing
     */
    protected final void add(int i, ArenaLock lock, boolean exclusive) {
        setPart(i, lock, exclusive);
    }

    /** Has this task run on a carrier. Called at most once, by {@link Ready#DISPATCH}, with every arena held. */
    protected abstract void dispatch();

    /**
     * The task will never run, because an arena it waits for was closed or abandoned. Called at most once, with no arena
     * held.
     *
     * @param reason why
     */
    protected abstract void discarded(RuntimeException reason);

    /** Enters the queues, or takes the arena at once if it is one and free. Fails the task if an arena is closed. */
    public final void schedule() {
        ArenaLock refusing = firstRefused();
        if (refusing != null) {
            discarded(refusing.refusal(describe()));
            return;
        }
        for (int i = 0; i < size(); i++) {
            node(i).lock.makeStrong();
        }
        if (tryTakeAll()) {
            dispatch();
            return;
        }
        enqueue();
        if (firstRefused() != null) {
            refused();
        }
    }

    /** Takes all arenas without entering a queue, or none: the short path while nobody is in the way. */
    private boolean tryTakeAll() {
        for (int i = 0; i < size(); i++) {
            if (!node(i).lock.tryTakeFor(node(i))) {
                for (int taken = i - 1; taken >= 0; taken--) {
                    node(taken).lock.releaseWord(Ready.DISPATCH);
                }
                return false;
            }
        }
        for (int i = 0; i < size(); i++) {
            node(i).lock.enteredTask();
            node(i).grantUnqueued();
        }
        grantedUnqueued();
        return true;
    }

    /**
     * Does the last act of each hold while the task still runs and holds every arena: such an act may wait, and then the task
     * has to be in the wait-for graph. To be called when the body has ended, before {@link #releaseAll}.
     *
     * @param failure what the body has thrown, or null
     * @return that, or else what a last act has thrown
     */
    public final @Nullable Throwable endHolds(@Nullable Throwable failure) {
        Throwable first = failure;
        for (int i = 0; i < size(); i++) {
            try {
                if (node(i).exclusive) {
                    node(i).lock.endOfHold();
                }
            } catch (Throwable e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        return first;
    }

    /**
     * Releases every arena after the task has run.
     *
     * @param ready gets the tasks that may run now
     */
    public final void releaseAll(Ready ready) {
        EXECUTION.setRelease(this, (Execution) null);
        for (int i = 0; i < size(); i++) {
            QueueNode node = node(i);
            if (node.exclusive) {
                node.lock.release(ready);
            } else {
                node.lock.releaseShared(node.cell, ready);
            }
        }
    }

    final void runningIn(Execution runner) {
        EXECUTION.setRelease(this, runner);
    }

    private @Nullable ArenaLock firstRefused() {
        for (int i = 0; i < size(); i++) {
            if (node(i).lock.isRefusing()) {
                return node(i).lock;
            }
        }
        return null;
    }

    @Override
    void refused() {
        ArenaLock refusing = firstRefused();
        if (refusing != null && REFUSED.compareAndSet(this, false, true) && cancel()) {
            discarded(refusing.refusal(describe()));
        }
    }

    @Override
    void granted(Ready ready) {
        ready.add(this);
    }

    @Override
    final void drained(Ready ready) {
        nodeGranted(ready);
    }

    @Override
    final void wake() {
        // A queued task cannot be woken to try again: it is granted, or it waits.
    }

    /** {@return the execution that runs this task, or the task itself as long as none does} */
    public final Agent current() {
        Execution running = execution;
        return running == null ? this : running;
    }

    @Override
    final Agent agent() {
        return current();
    }

    @Override
    public @Nullable Waiting waiting() {
        Execution running = execution;
        return running == null ? this : running.waiting();
    }

    @Override
    public String where() {
        return "queued";
    }
}
