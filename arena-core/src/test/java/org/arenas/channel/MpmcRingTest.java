package org.arenas.channel;

/** The contract, over a ring for many senders and receivers. */
class MpmcRingTest extends BoundedChannelContract {
    @Override
    <T> ChannelBuilder<T> builder() {
        return Channel.<T>builder().capacity(ROOM);
    }
}
