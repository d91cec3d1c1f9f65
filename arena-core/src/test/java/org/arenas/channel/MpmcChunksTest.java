package org.arenas.channel;

/** The contract, over chunks, which are never full. */
class MpmcChunksTest extends ChannelContract {
    @Override
    <T> ChannelBuilder<T> builder() {
        return Channel.<T>builder();
    }
}
