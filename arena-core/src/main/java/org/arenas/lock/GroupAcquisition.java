package org.arenas.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several arenas acquired by a thread in one step, which never deadlocks with another such step. */
public final class GroupAcquisition {
    private GroupAcquisition() {}

    /**
     * Acquires all or nothing.
     *
     * @param execution the calling execution
     * @param requests normalised
     * @param wait how long; null to try once
     * @return for each request the reader's cell, {@link ArenaLock#NESTED} for exclusive and nested ones; null if it could
     *     not be had in time
     * @throws InterruptedException if the calling thread was interrupted and the wait is interruptible
     */
    public static int @Nullable [] acquire(Execution execution, LockRequest[] requests, @Nullable Wait wait)
            throws InterruptedException {
        if (wait != null && wait.interruptible() && Thread.interrupted()) {
            throw new InterruptedException();
        }
        int[] cells = new int[requests.length];
        if (tryAll(execution, requests, cells)) {
            return cells;
        }
        return wait != null && waitForAll(execution, requests, cells, wait) ? cells : null;
    }

    /**
     * Releases what {@link #acquire} returned.
     *
     * @param requests as given to acquire
     * @param cells as returned
     */
    public static void release(LockRequest[] requests, int[] cells) {
        release(requests, cells, requests.length);
    }

    private static void release(LockRequest[] requests, int[] cells, int count) {
        for (int i = count - 1; i >= 0; i--) {
            ArenaLock lock = requests[i].lock();
            if (requests[i].exclusive()) {
                lock.release(Ready.DISPATCH);
            } else {
                lock.releaseShared(cells[i], Ready.DISPATCH);
            }
        }
    }

    private static boolean tryAll(Execution execution, LockRequest[] requests, int[] cells) {
        int taken = 0;
        boolean complete = false;
        try {
            for (LockRequest request : requests) {
                cells[taken] = ArenaLock.NESTED;
                if (request.exclusive()) {
                    if (!request.lock().tryAcquire(execution)) {
                        return false;
                    }
                } else {
                    cells[taken] = request.lock().tryAcquireShared(execution);
                    if (cells[taken] == ArenaLock.FAILED) {
                        return false;
                    }
                }
                taken++;
            }
            complete = true;
            return true;
        } finally {
            if (!complete) {
                release(requests, cells, taken);
            }
        }
    }

    private static boolean waitForAll(Execution execution, LockRequest[] requests, int[] cells, Wait wait)
            throws InterruptedException {
        HomeHold home = execution.home();
        ArenaLock suspendable = home != null && home.isSuspendable() ? home.lock() : null;
        List<LockRequest> wanted = new ArrayList<>();
        int[] again = new int[requests.length];
        Arrays.fill(again, ArenaLock.FAILED);
        ThreadAcquisition granted = null;
        boolean complete = false;
        try {
            for (int i = 0; i < again.length; i++) {
                if (requests[i].lock() != suspendable) {
                    again[i] = holdAgain(execution, requests[i]);
                }
                if (again[i] == ArenaLock.FAILED) {
                    wanted.add(requests[i]);
                }
            }
            // Empty if everything was held already, and the attempt before failed for a moment only.
            granted = wanted.isEmpty()
                    ? null
                    : ThreadAcquisition.acquire(execution, wanted.toArray(new LockRequest[0]), wait);
            complete = granted != null || wanted.isEmpty();
            return complete;
        } finally {
            for (int i = 0; i < again.length; i++) {
                LockRequest request = requests[i];
                cells[i] = again[i];
                if (!complete && again[i] != ArenaLock.FAILED) {
                    request.lock().releaseShared(again[i], Ready.DISPATCH);
                } else if (complete && request.lock() == suspendable) {
                    suspendable.nest();
                    cells[i] = ArenaLock.NESTED;
                } else if (granted != null && again[i] == ArenaLock.FAILED) {
                    cells[i] = request.exclusive() ? ArenaLock.NESTED : granted.cellOf(request.lock());
                }
            }
        }
    }

    /** Nests in what the execution holds already; {@link ArenaLock#FAILED} if it does not hold it. */
    private static int holdAgain(Execution execution, LockRequest request) {
        ArenaLock lock = request.lock();
        if (!request.exclusive()) {
            int again = lock.readAgain(execution);
            if (again >= 0) {
                return again;
            }
        }
        return SlowPath.tryNest(lock, execution, request.exclusive()) ? ArenaLock.NESTED : ArenaLock.FAILED;
    }
}
