package org.arenas.lock;

/**
 * The home arena of a running task: held from the start of the task, given up while the task waits. Not held until {@link
 * #acquired()} says so, because a turn that waits for its home arena must not give up somebody else's hold.
 *
 * <p><b>Thread-safety.</b> Belongs to the task's thread.
 */
public class HomeHold {
    private final ArenaLock lock;
    private final boolean keep;
    private boolean held;

    /**
     * The hold of a task to come.
     *
     * @param lock the home arena's lock
     * @param keep true to keep the home arena while the task waits for another
     */
    public HomeHold(ArenaLock lock, boolean keep) {
        this.lock = lock;
        this.keep = keep;
    }

    /** {@return the home arena's lock} */
    public final ArenaLock lock() {
        return lock;
    }

    /** {@return false while the home arena is given up} */
    public final boolean isHeld() {
        return held;
    }

    /** The home arena was acquired for the first time. */
    public final void acquired() {
        held = true;
    }

    /** The home arena was taken again, as part of an acquisition of several arenas. */
    final void taken() {
        held = true;
        changed(true);
    }

    /**
     * Called on the task's thread when the home arena was given up or taken again.
     *
     * @param nowHeld true if it was taken again
     */
    protected void changed(boolean nowHeld) {}

    /** Whether it may be given up now: it is held, by the task alone and not by a nested borrow. */
    final boolean isSuspendable() {
        return held && !keep && lock.depth() == 0;
    }

    /**
     * Releases the home arena if the policy and nested borrows allow it.
     *
     * @return true if it was released; {@link #resume()} takes it again
     */
    public final boolean suspend() {
        if (!isSuspendable()) {
            return false;
        }
        held = false;
        changed(false);
        lock.release(Ready.DISPATCH);
        return true;
    }

    /** Lets those go first that wait for the home arena now, if there are any and the policy and nested borrows allow it. */
    public final void letWaitersIn() {
        if (lock.hasQueued() && suspend()) {
            ThreadAcquisition.requeue(this);
        }
    }

    /** Takes the home arena again, waiting without a limit. */
    public final void resume() {
        ThreadAcquisition.resume(this);
    }
}
