package org.arenas.lock;

import org.jspecify.annotations.Nullable;

/**
 * The end of a lock, as an acquisition that stands in its queue like any other. When a close is granted, the lock is gone.
 * A lock that is abandoned gets one, too, which does nothing when it is granted after a close.
 */
final class Closing extends TaskAcquisition {
    private final @Nullable Runnable whenFree;

    Closing(ArenaLock lock, @Nullable Runnable whenFree) {
        super(lock, true, 1);
        this.whenFree = whenFree;
    }

    /**
     * Second half of entering the queue, once the lock refuses: fails everybody who stands before. Who stands behind has
     * waited for this to be published, and sees the refusal.
     */
    void refuseThoseBefore() {
        publish();
        QueueNode node = null;
        for (int spins = 0; isWaiting(); spins++) {
            if (node == null) {
                node = lock.headForWalk();
            }
            if (node == this) {
                return;
            }
            QueueNode next = null;
            if (node != null) {
                if (node.isWaiting()) {
                    node.owner().refused();
                }
                next = node.next();
            }
            if (next == null) {
                // An arrival is between its exchange of the tail and its link.
                Spin.once(spins);
            } else {
                // A popped node points to itself: start again at what is first by now.
                node = next == node ? null : next;
            }
        }
    }

    @Override
    void granted(Ready ready) {
        if (whenFree == null) {
            lock.releaseWord(ready);
        } else {
            lock.shut();
            whenFree.run();
        }
    }

    @Override
    protected void dispatch() {
        throw new AssertionError("a close runs when it is granted");
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
