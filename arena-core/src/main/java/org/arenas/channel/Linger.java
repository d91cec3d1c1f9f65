package org.arenas.channel;

import java.util.function.BooleanSupplier;
import org.arenas.lock.Wait;

/**
 * How long threads at one end of a channel look again before they park, and how they pause between two looks. Learns both
 * from what came of it.
 */
final class Linger {
    /*
     * no park      when the other end answers soon. One looks for twice as long as a wake-up takes, from the unpark until the
     *              woken thread runs, which is measured: that is 3 µs on a busy machine, and 40 where an idle processor
     *              sleeps. Once and not twice would not do: two threads that take turns and have begun to park wait for one
     *              another to wake up, and would go on like that for ever.
     *              Looking in vain, because the other end is slow or has no processor of its own, is tried less and less
     *              often: `skips` waits go without, twice as many after each failure, and none after a success.
     * batches      when the other end works as fast as it can. If each waits for every single item, the cache lines of buffer
     *              and cursors go to and fro for each. So the first pause, `rest`, doubles when more than one item was there
     *              after it, and halves when one was: a stream is taken in bursts, a single answer at once. A rest lets a
     *              quarter of a buffer go by at most. Later pauses double, so that what one waits too long is no more than
     *              what one has waited anyway.
     * no yield     before parking: with more threads than processors it costs a time slice, where being woken costs none.
     *
     * With one processor nothing changes while one looks. The fields are read and written racily, which costs no more than a
     * little learning.
     *
     * Reference. Karlin, Li, Manasse, Owicki, "Empirical Studies of Competitive Spinning for a Shared-Memory Multiprocessor",
     * SOSP 1991: who spins as long as blocking costs pays twice the best at most.
     */
    private static final boolean HELPS = Runtime.getRuntime().availableProcessors() > 1;
    private static final int MOST_WAKE_NANOS = 25_000;
    private static final int MOST_SKIPS = 255;

    /** In pauses of the processor, which last 10 to 100 ns. */
    private static final int LEAST_REST = 1 << 2;

    private static final int MOST_REST = 1 << 6;
    private static final int ITEMS_A_PAUSE = 2;

    private final int mostRest;
    private int rest = LEAST_REST;
    private int wakeNanos = MOST_WAKE_NANOS;
    private int skips;
    private int toSkip;

    /**
     * For one end of a channel.
     *
     * @param capacity of the buffer
     */
    Linger(int capacity) {
        mostRest = Math.max(LEAST_REST, Math.min(capacity / 4 / ITEMS_A_PAUSE, MOST_REST));
    }

    /** Whether something became true within a moment, and not later than a wait ends. It was not true just now. */
    boolean until(BooleanSupplier ready, Wait wait) {
        if (!HELPS) {
            return false;
        }
        int left = toSkip;
        if (left > 0) {
            toSkip = left - 1;
            return false;
        }
        if (becomes(ready, Math.min(2L * wakeNanos, wait.remaining()))) {
            if (skips != 0) {
                skips = 0;
            }
            return true;
        }
        int more = Math.min(2 * skips + 1, MOST_SKIPS);
        skips = more;
        toSkip = more;
        return false;
    }

    private boolean becomes(BooleanSupplier ready, long budgetNanos) {
        long start = System.nanoTime();
        int pause = rest;
        do {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            if (ready.getAsBoolean()) {
                return true;
            }
            pause = Math.min(2 * pause, MOST_REST);
        } while (System.nanoTime() - start < budgetNanos);
        return false;
    }

    /** How many items, or how much room, was there after it. */
    void found(int amount) {
        int now = rest;
        int next = amount > 1 ? Math.min(2 * now, mostRest) : Math.max(now / 2, LEAST_REST);
        if (next != now) {
            rest = next;
        }
    }

    /** How long it took from the unpark until the woken thread ran. */
    void woke(long nanos) {
        int now = wakeNanos;
        wakeNanos = now + (int) ((Math.max(0, Math.min(nanos, MOST_WAKE_NANOS)) - now) / 4);
    }
}
