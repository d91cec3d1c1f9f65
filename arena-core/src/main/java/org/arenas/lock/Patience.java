package org.arenas.lock;

/**
 * How a thread waits: the limits it was given, an interrupt that it has seen, and how long it parks before it looks again.
 * It looks again because a cheap release may overlook it, see {@link LockWord}, and to walk the wait-for graph once more.
 */
final class Patience {
    private static final long FIRST_PARK_NANOS = 20_000;
    private static final long LONGEST_PARK_NANOS = 250_000_000;

    private final Wait wait;
    private long park = FIRST_PARK_NANOS;
    private boolean interrupted;

    Patience(Wait wait) {
        this.wait = wait;
    }

    /** True if an interrupt ends the wait. One that does not is remembered. */
    boolean isInterrupted() {
        interrupted |= Thread.interrupted();
        return interrupted && wait.interruptible();
    }

    /** The exception of an interrupt, which is no longer pending then. */
    InterruptedException interruption() {
        interrupted = false;
        return new InterruptedException();
    }

    /** Makes a remembered interrupt pending again. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** True if the time is up. */
    boolean isOver() {
        return wait.timed() && wait.remaining() == 0;
    }

    /** How long to park now, in nanoseconds; longer from time to time. */
    long next() {
        long now = park;
        park = Math.min(2 * park, LONGEST_PARK_NANOS);
        return Math.min(now, wait.remaining());
    }
}
