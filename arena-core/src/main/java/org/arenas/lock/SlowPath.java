package org.arenas.lock;

import org.arenas.error.Violations;

/** What a thread does when it cannot have the lock at the first attempt. Out of line, so that the fast paths stay small. */
final class SlowPath {
    /**
     * Attempts before a thread enters the queue, with pauses in between that grow from 1 to 64 spins: some ten
     * microseconds in all, several times what a short borrow lasts. The growing pauses leave the word's cache line with
     * the holder, which may well take it again and again meanwhile.
     */
    private static final int ATTEMPTS = Runtime.getRuntime().availableProcessors() > 1 ? 16 : 0;

    private static final int LONGEST_PAUSE = 64;

    private SlowPath() {}

    private static void pause(int attempt) {
        for (int i = Math.min(1 << attempt, LONGEST_PAUSE); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    static void acquire(ArenaLock lock, Execution execution) {
        try {
            acquire(lock, execution, Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /** Acquires exclusively; false if the time was up. */
    static boolean acquire(ArenaLock lock, Execution execution, Wait wait) throws InterruptedException {
        if (tryNest(lock, execution)) {
            return true;
        }
        long start = System.nanoTime();
        for (int attempt = 0; attempt < ATTEMPTS && !lock.mustQueue(); attempt++) {
            pause(attempt);
            if (lock.isFree() && lock.tryTake(execution)) {
                lock.entered(execution);
                if (lock.hasCells() && lock.mustDrain()) {
                    return drainAfterTake(lock, execution, wait);
                }
                lock.contention().spunExclusively(System.nanoTime() - start);
                return true;
            }
        }
        return ThreadAcquisition.acquire(execution, LockRequest.only(lock, true), wait) != null;
    }

    static boolean tryNest(ArenaLock lock, Execution execution) {
        return tryNest(lock, execution, true);
    }

    /** Nests if the execution holds the lock exclusively; throws if it must not ask. */
    static boolean tryNest(ArenaLock lock, Execution execution, boolean exclusive) {
        if (lock.isHeldExclusivelyBy(execution)) {
            lock.nest();
            return true;
        }
        if (lock.isRefusing()) {
            throw lock.refusal(execution.describe());
        }
        if (exclusive) {
            rejectUpgrade(lock, execution);
        }
        return false;
    }

    /** An attempt that met a reader bringing the cells back, which takes a few instructions, is made again. */
    static boolean tryTakeFromOpening(ArenaLock lock, Execution execution) {
        for (int spins = 0; lock.isOpening(); spins++) {
            Spin.once(spins);
            if (lock.tryTake(execution)) {
                return true;
            }
        }
        return false;
    }

    static void rejectUpgrade(ArenaLock lock, Execution execution) {
        if (lock.isHeldSharedBy(execution)) {
            throw Violations.upgrade(lock.label(), execution.describe());
        }
    }

    static void drainAfterTake(ArenaLock lock, Execution execution) {
        try {
            drainAfterTake(lock, execution, Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /** Waits for the readers with the word taken; gives the word back if that fails. */
    static boolean drainAfterTake(ArenaLock lock, Execution execution, Wait wait) throws InterruptedException {
        if (!lock.mustDrain()) {
            return true;
        }
        if (lock.isHeldSharedBy(execution)) {
            lock.takeBack();
            throw Violations.upgrade(lock.label(), execution.describe());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            pause(attempt);
            if (lock.hasNoReaders()) {
                return true;
            }
        }
        // The home arena may be in the readers' way, and it must not be waited for with the word taken: start again.
        lock.takeBack();
        return ThreadAcquisition.acquire(execution, LockRequest.only(lock, true), wait) != null;
    }

    static int acquireShared(ArenaLock lock, Execution execution) {
        try {
            return acquireShared(lock, execution, Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    static int acquireShared(ArenaLock lock, Execution execution, Wait wait) throws InterruptedException {
        int cell = tryAcquireShared(lock, execution);
        if (cell != ArenaLock.FAILED) {
            return cell;
        }
        long start = System.nanoTime();
        for (int attempt = 0; attempt < ATTEMPTS && !lock.mustQueue(); attempt++) {
            pause(attempt);
            cell = lock.isFree() ? tryAcquireShared(lock, execution) : ArenaLock.FAILED;
            if (cell != ArenaLock.FAILED) {
                lock.contention().waited(System.nanoTime() - start, false);
                return cell;
            }
        }
        ThreadAcquisition granted = ThreadAcquisition.acquire(execution, LockRequest.only(lock, false), wait);
        return granted == null ? ArenaLock.FAILED : granted.cellOf(lock);
    }

    /** One attempt; {@link ArenaLock#FAILED} if a writer holds the lock or somebody is queued. */
    static int tryAcquireShared(ArenaLock lock, Execution execution) {
        if (lock.isHeldExclusivelyBy(execution)) {
            lock.nest();
            return ArenaLock.NESTED;
        }
        for (int spins = 0; ; spins++) {
            ReaderCells open = lock.cells();
            int cell = open == null ? lock.openForReading(execution) : lock.announceAnywhere(open, execution);
            if (cell >= 0) {
                return cell;
            }
            // Only another reader is in the way for a moment, or cells that were taken away under our feet.
            if (!lock.isOpening() && !(lock.isFree() && lock.isQueueEmpty())) {
                break;
            }
            Spin.once(spins);
        }
        // A reader may read again although a writer waits for it to leave, and although the arena is closed.
        int again = lock.readAgain(execution);
        if (again < 0 && lock.isRefusing()) {
            throw lock.refusal(execution.describe());
        }
        return again;
    }
}
