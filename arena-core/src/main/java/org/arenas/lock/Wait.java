package org.arenas.lock;

/**
 * How long a thread is willing to wait.
 *
 * @param interruptible whether an interrupt ends the wait
 * @param deadline {@link System#nanoTime()} at which it ends; meaningless if {@code timed} is false
 * @param timed whether there is a deadline
 */
public record Wait(boolean interruptible, long deadline, boolean timed) {
    private static final Wait FOREVER = new Wait(false, 0, false);
    private static final Wait INTERRUPTIBLY = new Wait(true, 0, false);

    /** {@return as long as it takes, interrupted or not} */
    public static Wait forever() {
        return FOREVER;
    }

    /** {@return as long as it takes, unless interrupted} */
    public static Wait interruptibly() {
        return INTERRUPTIBLY;
    }

    /**
     * {@return at most so long, unless interrupted}
     *
     * @param nanos from now, in nanoseconds
     */
    public static Wait atMost(long nanos) {
        return new Wait(true, System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2), true);
    }

    /** {@return how many nanoseconds are left} Never negative. */
    public long remaining() {
        return timed ? Math.max(0, deadline - System.nanoTime()) : Long.MAX_VALUE;
    }
}
