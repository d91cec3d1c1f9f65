package org.arenas.lock;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks a thread. A carrier of a {@link ForkJoinPool} is compensated by a spare thread meanwhile; a virtual thread gives
 * its carrier back, since no monitor is held here.
 */
public final class Parking {
    private Parking() {}

    /**
     * Parks the calling thread until it is unparked, interrupted or the time is up; may return without any reason.
     *
     * @param blocker for thread dumps
     * @param nanos at most so long; {@link Long#MAX_VALUE} for as long as it takes, which costs no timer
     */
    public static void park(Object blocker, long nanos) {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread && nanos >= MIN_COMPENSATED_NANOS) {
            try {
                ForkJoinPool.managedBlock(new TimedPark(blocker, nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            parkNow(blocker, nanos);
        }
    }

    private static void parkNow(Object blocker, long nanos) {
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, nanos);
        }
    }

    /** A shorter wait ends before a spare thread would have started. */
    private static final long MIN_COMPENSATED_NANOS = 500_000;

    private static final class TimedPark implements ForkJoinPool.ManagedBlocker {
        private final Object blocker;
        private final long nanos;
        private boolean parked;

        TimedPark(Object blocker, long nanos) {
            this.blocker = blocker;
            this.nanos = nanos;
        }

        @Override
        public boolean block() {
            parkNow(blocker, nanos);
            parked = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return parked;
        }
    }
}
