package org.arenas.lock;

import org.jspecify.annotations.Nullable;

/** The last acquisition of a lock: stands in its queue like any other, and when it is granted the lock is gone. */
final class Closing extends TaskAcquisition {
    private final Runnable whenFree;

    Closing(ArenaLock lock, Runnable whenFree) {
        super(lock, true);
        this.whenFree = whenFree;
    }

    /**
     * Fails everybody who is queued. A task that is queued later looks at the refusal itself after it has entered the
     * queue, so that nobody is missed.
     */
    static void refuseAll(ArenaLock lock) {
        @Nullable QueueNode node = lock.headForWalk();
        while (node != null) {
            if (node.isWaiting()) {
                node.owner().refused();
            }
            QueueNode next = node.next;
            // A popped node points to itself: start again at what is first by now.
            node = next == node ? lock.headForWalk() : next;
        }
    }

    @Override
    void granted(Ready ready) {
        lock.shut();
        whenFree.run();
    }

    @Override
    protected void dispatch() {
        lock.shut();
        whenFree.run();
    }

    @Override
    void refused() {
        // This is what the lock is closed by.
    }

    @Override
    protected void discarded(RuntimeException reason) {
        throw new AssertionError("a close cannot be discarded", reason);
    }

    @Override
    public String describe() {
        return "close of " + lock.label();
    }
}
