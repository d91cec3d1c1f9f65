package org.arenas.channel;

/**
 * A queue over which interpreters and threads pass values: senders put items in, receivers take them out in order, each one
 * once. A bounded channel makes its senders wait when it is full, which is the backpressure; an unbounded one does not.
 *
 * <pre>{@code
 * try (Channel<String> lines = Channel.bounded(1_024)) {
 *     clerk.execute(home -> lines.forEach(line -> home.get(alice).deposit(line.length())));
 *     lines.put("one");
 *     lines.put("two");
 * }   // closed: the iteration ends after the last line
 * }</pre>
 *
 * <p><b>Ownership.</b> A channel belongs to nobody, and its items to no arena: they are values, references and what was
 * moved. It needs no borrow, and a borrow that is open while a thread waits stays open. Only an interpreter's home arena is
 * given up.
 *
 * <p><b>Closing.</b> No more items are let in, and whoever waits is woken. What is in the channel stays to be taken, unless
 * it was built with another {@link OrphanPolicy}. A second close does nothing. A channel that is not used any more need not
 * be closed.
 *
 * <p><b>Waiting</b> spins for a moment and then parks; an interpreter's carrier is compensated, and a virtual thread gives
 * its carrier back. Who waits, and for which channel, is in {@link org.arenas.Arenas#snapshot()}. It is also in the wait-for
 * graph; but a cycle can only be proven if one interpreter alone could end the wait, so build channels with
 * {@link ChannelBuilder#onlySender} or {@link ChannelBuilder#onlyReceiver} where that is the case. Threads that wait are
 * served in order, but one that has just come may take an item before one that is being woken.
 *
 * <p><b>Thread-safety.</b> All methods, from any thread, within what it was built for.
 * <p><b>Memory consistency.</b> Actions before an item is put happen-before actions after it was taken.
 *
 * @param <T> the type of the items
 */
public sealed interface Channel<T> extends Sender<T>, Receiver<T>, AutoCloseable permits BufferedChannel {
    /**
     * {@return a channel for any number of senders and receivers}
     *
     * @param capacity how many items it holds at most, from 1 to 2<sup>30</sup>
     * @param <T> the type of the items
     * @throws IllegalArgumentException if the capacity is out of range
     */
    static <T> Channel<T> bounded(int capacity) {
        return Channel.<T>builder().capacity(capacity).create();
    }

    /**
     * {@return a channel for any number of senders and receivers that is never full} Its senders never wait, so receivers that
     * are slower let it grow until the memory is used up.
     *
     * @param <T> the type of the items
     */
    static <T> Channel<T> unbounded() {
        return Channel.<T>builder().create();
    }

    /**
     * {@return a builder for an unbounded channel}
     *
     * @param <T> the type of the items
     */
    static <T> ChannelBuilder<T> builder() {
        return new ChannelBuilder<>();
    }

    /** {@return how many items are in it} A moment later the number may be another. Orphans count until they are passed. */
    int size();

    /** {@return how many items it holds at most; {@link Integer#MAX_VALUE} if it is unbounded} */
    int capacity();

    /** {@return true if nothing is in it} A moment later that may have changed. */
    boolean isEmpty();

    /** {@return true after {@link #close}} */
    boolean isClosed();

    /** {@return true if it is closed and empty, which it stays} */
    boolean isDrained();

    /** Lets no more items in, and wakes whoever waits. Does nothing the second time, and never waits. */
    @Override
    void close();
}
