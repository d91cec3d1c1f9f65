package org.arenas.lock;

/**
 * How a thread waits: the limits it was given, an interrupt that it has seen, and how long it parks before it looks again.
 * It looks again because a cheap release may overlook it, see {@link LockWord}, and to walk the wait-for graph once more.
 */
public final class Patience {
    private static final long FIRST_PARK_NANOS = 20_000;
    private static final long LONGEST_PARK_NANOS = 250_000_000;

    private final Wait wait;
    private long park = FIRST_PARK_NANOS;
    private boolean interrupted;

    /**
     * The patience of one wait.
     *
     * @param wait the limits
     */
    public Patience(Wait wait) {
        this.wait = wait;
    }

    /** {@return whether an interrupt ends the wait} One that does not is remembered. */
    public boolean isInterrupted() {
        interrupted |= Thread.interrupted();
        return interrupted && wait.interruptible();
    }

    /** {@return the exception of an interrupt, which is no longer pending then} */
    public InterruptedException interruption() {
        interrupted = false;
        return new InterruptedException();
    }

    /** Makes a remembered interrupt pending again. */
    public void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether the time is up} */
    public boolean isOver() {
        return wait.timed() && wait.remaining() == 0;
    }

    /** {@return how long to park now before a look around, in nanoseconds} Longer from time to time. */
    public long next() {
        long now = park;
        park = Math.min(2 * park, LONGEST_PARK_NANOS);
        return Math.min(now, wait.remaining());
    }

    /** {@return how long to park at most if there is nothing to look at meanwhile, in nanoseconds} */
    public long remaining() {
        return wait.remaining();
    }
}
