package org.arenas.stress.weak;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The same with a lock that tests and sets its flag in two steps: an increment must be lost now and then. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both increments are there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
@State
public class SpinLockMutualExclusionWeakTwin {
    private volatile boolean held;
    private int count;

    @Actor
    public void first() {
        increment();
    }

    @Actor
    public void second() {
        increment();
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = count;
    }

    private void increment() {
        while (held) {
            Thread.onSpinWait();
        }
        held = true;
        count++;
        held = false;
    }
}
