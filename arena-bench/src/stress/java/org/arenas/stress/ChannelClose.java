package org.arenas.stress;

import org.arenas.channel.Channel;
import org.arenas.error.ChannelClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A put against a close, and a receiver that goes on until the end: the item is refused, or it is received. */
public final class ChannelClose {
    private ChannelClose() {}

    private static int put(Channel<Integer> channel) {
        try {
            channel.put(1);
            return 1;
        } catch (ChannelClosedException e) {
            return 0;
        }
    }

    private static int closeAndReceive(Channel<Integer> channel) {
        channel.close();
        int received = 0;
        for (int item : channel) {
            received += item;
        }
        return received;
    }

    /** Over a ring. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Received.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Put and lost, or refused and received.")
    @State
    public static class Bounded {
        private final Channel<Integer> channel = Channel.bounded(2);

        @Actor
        public void sender(II_Result r) {
            r.r1 = put(channel);
        }

        @Actor
        public void closer(II_Result r) {
            r.r2 = closeAndReceive(channel);
        }
    }

    /** Over a ring for one and one. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Received.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Put and lost, or refused and received.")
    @State
    public static class OneToOne {
        private final Channel<Integer> channel = Channel.<Integer>builder()
                .capacity(2)
                .singleSender()
                .singleReceiver()
                .create();

        @Actor
        public void sender(II_Result r) {
            r.r1 = put(channel);
        }

        @Actor
        public void closer(II_Result r) {
            r.r2 = closeAndReceive(channel);
        }
    }

    /** Over chunks. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Received.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Put and lost, or refused and received.")
    @State
    public static class Unbounded {
        private final Channel<Integer> channel = Channel.unbounded();

        @Actor
        public void sender(II_Result r) {
            r.r1 = put(channel);
        }

        @Actor
        public void closer(II_Result r) {
            r.r2 = closeAndReceive(channel);
        }
    }
}
