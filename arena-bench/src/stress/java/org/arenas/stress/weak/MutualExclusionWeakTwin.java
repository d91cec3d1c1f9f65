package org.arenas.stress.weak;

import org.arenas.stress.MutualExclusion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link MutualExclusion} with LockWord.tryTake in two steps: the CAS of the word from 0 to the token is a look and a store.
 * Two threads that look at once both get in, and an increment is lost; on any machine, in several samples of a thousand.
 */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both increments are there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
@State
public class MutualExclusionWeakTwin {
    private volatile long word;
    private int count;

    @Actor
    public void first() {
        increment(1);
    }

    @Actor
    public void second() {
        increment(2);
    }

    private void increment(long token) {
        while (word != 0) {
            Thread.onSpinWait();
        }
        word = token;
        count++;
        word = 0;
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = count;
    }
}
