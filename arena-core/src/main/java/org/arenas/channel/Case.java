package org.arenas.channel;

import java.util.function.Consumer;
import org.arenas.lock.Waiting.Edge;
import org.jspecify.annotations.Nullable;

/** Something that a thread would do with a channel as soon as it can: take, or put a certain item. */
abstract class Case {
    /** What {@link #attempt()} returns when the channel is closed and it can never be done. */
    static final Object OVER = new Object();

    /** What it returns when an item was put. */
    static final Object DONE = new Object();

    final BufferedChannel<?> channel;

    Case(BufferedChannel<?> channel) {
        this.channel = channel;
    }

    /** An item, {@link #DONE} or {@link #OVER}; null if it cannot be done now. */
    abstract @Nullable Object attempt();

    /** Whether it could be done now. */
    abstract boolean isReady();

    /** Whether it can never be done again. */
    abstract boolean isOver();

    /** Where to wait for it. */
    abstract WaitLine line();

    /** Whether it is enough to be woken for a good deal, as long as the wait is young. */
    abstract boolean canTakeItsTime();

    /** What is waited for, in words. */
    abstract String wanted();

    /** Whether it is known who could end the wait. */
    abstract boolean knowsPeer();

    /** Visits who alone could end the wait, if that is known. */
    abstract void visitPeer(Consumer<Edge> visitor);

    /** Wakes the next in line if the caller, who was woken, leaves something to be had. */
    final void passOn() {
        if (isReady()) {
            line().wakeFirst();
        }
    }

    /** Taking an item. */
    static class Take extends Case {
        Take(BufferedChannel<?> channel) {
            super(channel);
        }

        @Override
        @Nullable
        Object attempt() {
            return channel.poll();
        }

        @Override
        boolean isReady() {
            return !channel.buffer.isEmpty();
        }

        @Override
        boolean isOver() {
            return channel.buffer.isDrained();
        }

        @Override
        WaitLine line() {
            return channel.receivers;
        }

        /** No: who waits for an item may be waited for in turn, and there may be no second one. */
        @Override
        boolean canTakeItsTime() {
            return false;
        }

        @Override
        String wanted() {
            return "an item of " + channel;
        }

        @Override
        boolean knowsPeer() {
            return channel.peers.knowSender();
        }

        @Override
        void visitPeer(Consumer<Edge> visitor) {
            channel.peers.visitSender(visitor);
        }
    }

    /** Putting an item. */
    static final class Put extends Case {
        /** Of fewer places, a good deal is hardly more than one. */
        private static final int LEAST_CAPACITY = 8;

        private final Object item;

        Put(BufferedChannel<?> channel, Object item) {
            super(channel);
            this.item = item;
        }

        @Override
        @Nullable
        Object attempt() {
            channel.peers.checkSender();
            return switch (channel.offer(item)) {
                case DONE -> DONE;
                case FULL -> null;
                case CLOSED -> OVER;
            };
        }

        @Override
        boolean isReady() {
            return !channel.buffer.isFull() && !isOver();
        }

        @Override
        boolean isOver() {
            return channel.buffer.isClosed();
        }

        @Override
        WaitLine line() {
            return channel.senders;
        }

        @Override
        boolean canTakeItsTime() {
            return channel.buffer.capacity() >= LEAST_CAPACITY;
        }

        @Override
        String wanted() {
            return "room in " + channel;
        }

        @Override
        boolean knowsPeer() {
            return channel.peers.knowReceiver();
        }

        @Override
        void visitPeer(Consumer<Edge> visitor) {
            channel.peers.visitReceiver(visitor);
        }
    }
}
