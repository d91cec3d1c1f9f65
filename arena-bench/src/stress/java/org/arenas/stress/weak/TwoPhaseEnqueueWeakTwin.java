package org.arenas.stress.weak;

import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.stress.TwoPhaseEnqueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link TwoPhaseEnqueue} without the second phase: WaitQueue.append does not wait until the predecessor is published, that
 * is, stands in all its queues. The later one at the low arena overtakes it on the way to the high one; on any machine. The
 * counters stand for the exchange of the tails, their values for the places in the queues.
 */
@JCStressTest
@Outcome(
        id = {"1, 1", "-1, -1"},
        expect = Expect.ACCEPTABLE,
        desc = "The same order in both queues.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Each stands first in one queue, and waits for the other for ever.")
@State
public class TwoPhaseEnqueueWeakTwin {
    private final AtomicInteger low = new AtomicInteger();
    private final AtomicInteger high = new AtomicInteger();
    private int oneOnLow;
    private int oneOnHigh;
    private int twoOnLow;
    private int twoOnHigh;

    @Actor
    public void one() {
        oneOnLow = low.getAndIncrement();
        oneOnHigh = high.getAndIncrement();
    }

    @Actor
    public void two() {
        twoOnLow = low.getAndIncrement();
        twoOnHigh = high.getAndIncrement();
    }

    @Arbiter
    public void result(II_Result r) {
        r.r1 = Integer.compare(oneOnLow, twoOnLow);
        r.r2 = Integer.compare(oneOnHigh, twoOnHigh);
    }
}
