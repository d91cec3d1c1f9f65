package org.arenas.stress.weak;

import org.arenas.stress.LostWakeUp;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link LostWakeUp} without LockWord.arrived: a thread that found the word taken enters the queue and parks, without looking
 * at the word again. An owner that releases in between sees an empty queue and wakes nobody; on any machine. Nothing parks
 * here: that it would, unseen, is the result.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The thread got the word, or the owner saw it in the queue.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The thread would park for ever.")
@State
public class LostWakeUpWeakTwin {
    private volatile long word = 1;
    private volatile Object tail;
    private boolean sawNobody;
    private boolean parks;

    @Actor
    public void owner() {
        word = 0;
        sawNobody = tail == null;
    }

    @Actor
    public void arrival() {
        if (word != 0) {
            tail = this;
            parks = true;
        }
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = sawNobody && parks ? 1 : 0;
    }
}
