package org.arenas.stress.weak;

import org.arenas.stress.ChannelLostWakeUp;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link ChannelLostWakeUp} with a receiver that does not look at the buffer again after it has entered the line. A sender
 * that put in between sees nobody in line; on any machine. Nothing parks here: that it would, unseen, is the result.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The receiver saw the item, or the sender saw the receiver.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The receiver would park for ever.")
@State
public class ChannelLostWakeUpWeakTwin {
    private volatile long tail;
    private volatile int length;
    private boolean sawNobody;
    private boolean parks;

    @Actor
    public void sender() {
        tail = 1;
        sawNobody = length == 0;
    }

    @Actor
    public void receiver() {
        if (tail == 0) {
            length = 1;
            parks = true;
        }
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = sawNobody && parks ? 1 : 0;
    }
}
