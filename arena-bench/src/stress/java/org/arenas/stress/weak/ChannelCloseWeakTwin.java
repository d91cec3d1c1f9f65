package org.arenas.stress.weak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.arenas.stress.ChannelClose;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link ChannelClose} with the flag in a field of its own instead of in the word that is claimed from: a sender that has seen
 * the channel open puts after the receiver has seen it closed and empty; on any machine.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Received.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Put and lost.")
@State
public class ChannelCloseWeakTwin {
    private final Queue<Integer> items = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    @Actor
    public void sender(II_Result r) {
        if (!closed) {
            items.add(1);
            r.r1 = 1;
        }
    }

    @Actor
    public void closer(II_Result r) {
        closed = true;
        Integer item = items.poll();
        r.r2 = item == null ? 0 : item;
    }
}
