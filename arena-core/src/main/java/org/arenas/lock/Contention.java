package org.arenas.lock;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/** What was measured about the waits and holds of one lock. Made when the first of them is counted. */
final class Contention {
    /*
     * A wait that ends with the lock held exclusively after a few spins is the common case under contention: it is counted
     * in plain fields, which the lock guards. Everything else, which is slow anyway or has no lock to guard it, is counted
     * atomically. Snapshots read both racily.
     */
    private long spunExclusively;
    private long spunExclusivelyNanos;
    private long longestSpunExclusivelyNanos;

    private final AtomicLong spun = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong waitedNanos = new AtomicLong();
    private final LongAccumulator longestWaitNanos = new LongAccumulator(Math::max, 0);
    private final LongAccumulator longestHoldNanos = new LongAccumulator(Math::max, 0);

    /** Only with the lock held exclusively. */
    void spunExclusively(long nanos) {
        spunExclusively++;
        spunExclusivelyNanos += nanos;
        longestSpunExclusivelyNanos = Math.max(longestSpunExclusivelyNanos, nanos);
    }

    void waited(long nanos, boolean parkedOnce) {
        (parkedOnce ? parked : spun).getAndIncrement();
        waitedNanos.getAndAdd(nanos);
        longestWaitNanos.accumulate(nanos);
    }

    void held(long nanos) {
        longestHoldNanos.accumulate(nanos);
    }

    long spun() {
        return spunExclusively + spun.get();
    }

    long parked() {
        return parked.get();
    }

    long waitedNanos() {
        return spunExclusivelyNanos + waitedNanos.get();
    }

    long longestWaitNanos() {
        return Math.max(longestSpunExclusivelyNanos, longestWaitNanos.get());
    }

    long longestHoldNanos() {
        return longestHoldNanos.get();
    }
}
