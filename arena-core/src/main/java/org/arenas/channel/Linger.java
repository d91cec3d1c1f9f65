package org.arenas.channel;

import java.util.function.BooleanSupplier;

/**
 * How long threads at one end of a channel look again before they park, and how they pause between two looks. Learns both
 * from what came of it.
 */
final class Linger {
    /*
     * no park      when the other end answers soon. Parking and waking cost some ten microseconds, so `budgetNanos`, which
     *              doubles when looking helped late and halves when it was in vain, stays below a few of these. Two threads
     *              that take turns and have begun to park would never find out that they need not, because each waits for
     *              the other to wake up: so the full budget is tried now and then. The pauses double from look to look, so
     *              that what one waits too long is no more than what one has waited anyway.
     * batches      when the other end works as fast as it can. If each waits for every single item, the cache lines of buffer
     *              and cursors go to and fro for each. So the first pause, `rest`, doubles when more than one item was there
     *              after it, and halves when one was: a stream is taken in bursts, a single answer at once.
     * no yield     before parking: with more threads than processors it costs a time slice, where being woken costs none.
     *
     * With one processor nothing changes while one looks. The fields are read and written racily, which costs no more than a
     * little learning.
     */
    private static final boolean HELPS = Runtime.getRuntime().availableProcessors() > 1;
    private static final int LEAST_NANOS = 1_000;
    private static final int MOST_NANOS = 20_000;
    private static final int FULL_BUDGET_EACH = 8;

    /** In pauses of the processor, which last 10 to 100 ns. */
    private static final int LEAST_REST = 1 << 2;

    private static final int MOST_REST = 1 << 5;

    private int budgetNanos = MOST_NANOS / 4;
    private int failures;
    private int rest = LEAST_REST;

    /** Whether something became true within a moment. It was not true just now. */
    boolean until(BooleanSupplier ready) {
        if (!HELPS) {
            return false;
        }
        int budget = failures % FULL_BUDGET_EACH == FULL_BUDGET_EACH - 1 ? MOST_NANOS : budgetNanos;
        long start = System.nanoTime();
        long spent = 0;
        for (int pause = rest; spent < budget; pause *= 2) {
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            spent = System.nanoTime() - start;
            if (ready.getAsBoolean()) {
                if (2 * spent > budgetNanos && budgetNanos < MOST_NANOS) {
                    budgetNanos = (int) Math.min(4 * spent, MOST_NANOS);
                }
                return true;
            }
        }
        failures++;
        if (budgetNanos > LEAST_NANOS) {
            budgetNanos /= 2;
        }
        return false;
    }

    /** How many items, or how much room, was there after it. */
    void found(int amount) {
        int now = rest;
        int next = amount > 1 ? Math.min(2 * now, MOST_REST) : Math.max(now / 2, LEAST_REST);
        if (next != now) {
            rest = next;
        }
    }
}
