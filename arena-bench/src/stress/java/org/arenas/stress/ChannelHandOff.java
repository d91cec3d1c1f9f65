package org.arenas.stress;

import org.arenas.Shareable;
import org.arenas.channel.Channel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What was written to an object before it was put into a channel is seen by whoever takes it, once. */
public final class ChannelHandOff {
    private ChannelHandOff() {}

    /** An object with plain fields. */
    static final class Item {
        static {
            Shareable.register(Item.class);
        }

        int x;
        int y;

        Item(int value) {
            y = value;
            x = value;
        }
    }

    /** The fields of what is there, or 0. */
    private static void take(Channel<Item> channel, II_Result r) {
        Item item = channel.tryTake();
        r.r1 = item == null ? 0 : item.x;
        r.r2 = item == null ? 0 : item.y;
    }

    /** One sender, one receiver. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing there yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The item, whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Half of an item.")
    @State
    public static class OneToOne {
        private final Channel<Item> channel = Channel.<Item>builder()
                .capacity(2)
                .singleSender()
                .singleReceiver()
                .create();

        @Actor
        public void sender() {
            channel.put(new Item(1));
        }

        @Actor
        public void receiver(II_Result r) {
            take(channel, r);
        }
    }

    /** One sender, one receiver, no bound. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing there yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The item, whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Half of an item.")
    @State
    public static class Unbounded {
        private final Channel<Item> channel = Channel.unbounded();

        @Actor
        public void sender() {
            channel.put(new Item(1));
        }

        @Actor
        public void receiver(II_Result r) {
            take(channel, r);
        }
    }

    /** Two receivers for one item, in a slot that is used for the second time. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them has it.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both have it, or nobody, or one has an older item.")
    @State
    public static class ToOneOfTwo {
        private final Channel<Item> channel = Channel.bounded(2);

        public ToOneOfTwo() {
            for (int i = 0; i < 2; i++) {
                channel.put(new Item(7));
                channel.take();
            }
            channel.put(new Item(1));
        }

        @Actor
        public void left(II_Result r) {
            Item item = channel.tryTake();
            r.r1 = item == null ? 0 : item.x;
        }

        @Actor
        public void right(II_Result r) {
            Item item = channel.tryTake();
            r.r2 = item == null ? 0 : item.y;
        }
    }

    /** Two senders for one receiver that comes later: nothing is lost. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Both, in some order.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost, or doubled.")
    @State
    public static class FromTwo {
        private final Channel<Item> channel =
                Channel.<Item>builder().capacity(2).singleReceiver().create();

        @Actor
        public void left() {
            channel.put(new Item(1));
        }

        @Actor
        public void right() {
            channel.put(new Item(2));
        }

        @Arbiter
        public void result(II_Result r) {
            r.r1 = channel.take().x;
            r.r2 = channel.take().y;
        }
    }
}
