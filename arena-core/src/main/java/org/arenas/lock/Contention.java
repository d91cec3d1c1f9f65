package org.arenas.lock;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/** What was measured about the waits and holds of one lock. Made when the first of them is counted. */
final class Contention {
    private final AtomicLong spun = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong waitedNanos = new AtomicLong();
    private final LongAccumulator longestWaitNanos = new LongAccumulator(Math::max, 0);
    private final LongAccumulator longestHoldNanos = new LongAccumulator(Math::max, 0);

    void waited(long nanos, boolean parkedOnce) {
        (parkedOnce ? parked : spun).getAndIncrement();
        waitedNanos.getAndAdd(nanos);
        longestWaitNanos.accumulate(nanos);
    }

    void held(long nanos) {
        longestHoldNanos.accumulate(nanos);
    }

    long spun() {
        return spun.get();
    }

    long parked() {
        return parked.get();
    }

    long waitedNanos() {
        return waitedNanos.get();
    }

    long longestWaitNanos() {
        return longestWaitNanos.get();
    }

    long longestHoldNanos() {
        return longestHoldNanos.get();
    }
}
