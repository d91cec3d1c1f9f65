package org.arenas.channel;

import java.util.Objects;
import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Channel} to be. Without any it is unbounded, for many senders and receivers, and keeps orphans.
 *
 * <pre>{@code
 * Channel<String> orders = Channel.<String>builder()
 *         .name("orders")
 *         .capacity(64)
 *         .singleReceiver()
 *         .create();
 * }</pre>
 *
 * <p><b>Thread-safety.</b> For one thread.
 *
 * @param <T> the type of the items
 */
public final class ChannelBuilder<T> {
    private static final int MOST = 1 << 30;
    private static final int UNBOUNDED = 0;

    String name = "";
    OrphanPolicy orphans = OrphanPolicy.KEEP;
    boolean isSingleSender;
    boolean isSingleReceiver;

    @Nullable
    Interpreter onlySender;

    @Nullable
    Interpreter onlyReceiver;

    private int capacity = UNBOUNDED;

    ChannelBuilder() {}

    /**
     * Names the channel, for messages and snapshots.
     *
     * @param name need not be unique
     * @return this
     */
    public ChannelBuilder<T> name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Bounds the channel.
     *
     * @param capacity how many items it holds at most, from 1 to 2<sup>30</sup>; exactly so many
     * @return this
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public ChannelBuilder<T> capacity(int capacity) {
        if (capacity < 1 || capacity > MOST) {
            throw new IllegalArgumentException(
                    "capacity of a channel is out of range: capacity=" + capacity + "; use 1 to " + MOST);
        }
        this.capacity = capacity;
        return this;
    }

    /**
     * Promises that one thread at a time puts, which makes putting cheaper. Two that are caught at it get a
     * {@link org.arenas.error.ChannelPeerException}.
     *
     * @return this
     */
    public ChannelBuilder<T> singleSender() {
        isSingleSender = true;
        return this;
    }

    /**
     * Promises that one thread at a time takes, which makes taking cheaper. Two that are caught at it get a
     * {@link org.arenas.error.ChannelPeerException}.
     *
     * @return this
     */
    public ChannelBuilder<T> singleReceiver() {
        isSingleReceiver = true;
        return this;
    }

    /**
     * Lets only one interpreter put; others get a {@link org.arenas.error.ChannelPeerException}. Whoever waits for an item
     * waits for that interpreter's running task then, as far as the wait-for graph is concerned: if the task in turn waits for
     * the receiver, this is a deadlock, and throws.
     *
     * @param sender the interpreter
     * @return this
     */
    public ChannelBuilder<T> onlySender(Interpreter sender) {
        onlySender = Objects.requireNonNull(sender, "sender");
        return singleSender();
    }

    /**
     * Lets only one interpreter take; others get a {@link org.arenas.error.ChannelPeerException}. Whoever waits for room waits
     * for that interpreter's running task then, as far as the wait-for graph is concerned.
     *
     * @param receiver the interpreter
     * @return this
     */
    public ChannelBuilder<T> onlyReceiver(Interpreter receiver) {
        onlyReceiver = Objects.requireNonNull(receiver, "receiver");
        return singleReceiver();
    }

    /**
     * Says what becomes of items whose sender is closed before they are taken. Anything but {@link OrphanPolicy#KEEP} costs
     * an allocation an item, to remember who put it.
     *
     * @param policy the policy
     * @return this
     */
    public ChannelBuilder<T> orphans(OrphanPolicy policy) {
        orphans = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** {@return a new channel with these settings} */
    public Channel<T> create() {
        return new BufferedChannel<>(this);
    }

    /** The cheapest buffer that keeps what was promised. */
    Buffer buffer(Peers peers) {
        if (capacity == UNBOUNDED) {
            return new MpmcChunks();
        }
        if (!isSingleReceiver) {
            return new MpmcRing(capacity);
        }
        return isSingleSender
                ? new SpscRing(capacity, peers::secondSender, peers::secondReceiver)
                : new MpscRing(capacity, peers::secondReceiver);
    }
}
