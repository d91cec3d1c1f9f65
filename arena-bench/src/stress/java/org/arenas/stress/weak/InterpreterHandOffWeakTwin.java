package org.arenas.stress.weak;

import org.arenas.stress.InterpreterHandOff;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link InterpreterHandOff} with count and phase in two plain fields. The runner gives up and then looks for tasks, the giver
 * counts his and then looks for a runner; without a fence between, each may miss the other. Even on x86.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "One of them has a carrier run the task.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The task stays in the mailbox.")
@State
public class InterpreterHandOffWeakTwin {
    private int count;
    private boolean running = true;
    private boolean seenByGiver;
    private boolean seenByRunner;

    @Actor
    public void giver() {
        count = 1;
        seenByGiver = !running;
    }

    @Actor
    public void runner() {
        running = false;
        seenByRunner = count > 0;
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = seenByGiver || seenByRunner ? 0 : 1;
    }
}
