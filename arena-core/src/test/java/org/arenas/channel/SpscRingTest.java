package org.arenas.channel;

/** The contract, over a ring for one sender and one receiver. */
class SpscRingTest extends BoundedChannelContract {
    @Override
    <T> ChannelBuilder<T> builder() {
        return Channel.<T>builder().capacity(ROOM).singleSender().singleReceiver();
    }
}
