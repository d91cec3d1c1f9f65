package org.arenas.stress.weak;

import java.util.concurrent.atomic.AtomicLong;
import org.arenas.stress.ChannelHandOff;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link ChannelHandOff} with a receiver that takes a claimed place for a filled one: a sender moves the cursor before it
 * writes the slot, and a receiver that comes in between takes nothing for an item; on any machine.
 */
@JCStressTest
@Outcome(
        id = {"0", "1"},
        expect = Expect.ACCEPTABLE,
        desc = "Nothing there yet, or the item.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A place without its item.")
@State
public class ChannelHandOffWeakTwin {
    private final AtomicLong tail = new AtomicLong();
    private volatile @Nullable Integer slot;

    @Actor
    public void sender() {
        if (tail.compareAndSet(0, 1)) {
            slot = 1;
        }
    }

    @Actor
    public void receiver(I_Result r) {
        if (tail.get() == 1) {
            Integer item = slot;
            r.r1 = item == null ? -1 : item;
        }
    }
}
