package org.arenas.stress;

import java.time.Duration;
import org.arenas.channel.Channel;
import org.arenas.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A thread that enters the line of a channel against one that changes the channel at the same time. Waits of so long that
 * their end means a wake-up was lost.
 */
public final class ChannelLostWakeUp {
    private static final Duration LONG = Duration.ofSeconds(10);

    private ChannelLostWakeUp() {}

    private static int taken(Channel<Integer> channel) {
        try {
            Integer item = channel.tryTake(LONG);
            return item == null ? -1 : item;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    /** Teaches a channel that looking again is in vain, so that its receivers park soon. */
    private static void teachToPark(Channel<Integer> channel) {
        try {
            for (int i = 0; i < 4; i++) {
                if (channel.tryTake(Duration.ofNanos(1)) != null) {
                    throw new AssertionError("nothing was put");
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    /** As {@link #teachToPark}, for the senders of a full channel. */
    private static Channel<Integer> fullAndTaughtToPark(int capacity) {
        Channel<Integer> channel = Channel.bounded(capacity);
        try {
            for (int i = 1; i <= capacity; i++) {
                channel.put(i);
            }
            for (int i = 0; i < 4; i++) {
                if (channel.tryPut(0, Duration.ofNanos(1))) {
                    throw new AssertionError("there was room");
                }
            }
            return channel;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    /** A receiver waits for an item. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The receiver has the item.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The receiver was forgotten.")
    @State
    public static class Receiver {
        private final Channel<Integer> channel = Channel.bounded(2);

        public Receiver() {
            teachToPark(channel);
        }

        @Actor
        public void sender() {
            Scene.linger();
            channel.put(1);
        }

        @Actor
        public void receiver(I_Result r) {
            r.r1 = taken(channel);
        }
    }

    private static boolean isPut(Channel<Integer> channel, int item) {
        try {
            return channel.tryPut(item, LONG);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    /** A sender waits for the only place. */
    @JCStressTest
    @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "Both items came through.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The sender was forgotten.")
    @State
    public static class Sender {
        private final Channel<Integer> channel = fullAndTaughtToPark(1);
        private int first;
        private boolean put;

        @Actor
        public void receiver() {
            Scene.linger();
            first = channel.take();
        }

        @Actor
        public void sender() {
            put = isPut(channel, 2);
        }

        @Arbiter
        public void result(I_Result r) {
            r.r1 = put ? first + channel.take() : -1;
        }
    }

    /** A sender waits for a good deal of room, and only one place becomes free: before it hurries, or as it begins to. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The item came through.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The sender was forgotten.")
    @State
    public static class LazySender {
        private final Channel<Integer> channel = fullAndTaughtToPark(8);
        private boolean put;

        @Actor
        public void receiver() {
            Scene.linger();
            channel.take();
        }

        @Actor
        public void sender() {
            put = isPut(channel, 9);
        }

        @Arbiter
        public void result(I_Result r) {
            r.r1 = put && channel.size() == 8 ? 1 : -1;
        }
    }

    /** A receiver waits twice for the first of two channels; one item comes to either. */
    @JCStressTest
    @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "It got both.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "It was forgotten, or got one twice.")
    @State
    public static class Selector {
        private final Channel<Integer> left = Channel.bounded(2);
        private final Channel<Integer> right = Channel.bounded(2);
        private int sum;

        @Actor
        public void sender() {
            Scene.linger();
            left.put(1);
            right.put(2);
        }

        @Actor
        public void selector(I_Result r) {
            Select either = Select.create().onTake(left, item -> sum += item).onTake(right, item -> sum += item);
            try {
                boolean first = either.tryRun(LONG);
                boolean second = either.tryRun(LONG);
                r.r1 = first && second ? sum : -1;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }
    }
}
