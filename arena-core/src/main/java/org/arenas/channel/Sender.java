package org.arenas.channel;

import java.time.Duration;
import java.util.Collection;

/**
 * The end of a {@link Channel} that takes items in.
 *
 * <p><b>Thread-safety.</b> Any thread and any interpreter, unless the channel was built for a single sender.
 *
 * @param <T> the type of the items
 */
public sealed interface Sender<T> permits Channel {
    /**
     * Puts an item at the end, waiting for room as long as it takes. An interrupt does not end the wait and stays pending.
     * In an interpreter's task an interleaving point, if it has to wait: the home arena is given up meanwhile.
     *
     * @param item not null
     * @throws org.arenas.error.ChannelClosedException if the channel is closed, or is closed while the caller waits
     * @throws org.arenas.error.ChannelPeerException if the channel was built for another sender
     * @throws org.arenas.error.DeadlockException if only one interpreter may take, and it waits for the caller
     * @throws org.arenas.error.ArenaClosedException if the calling interpreter is closed at once while it waits
     */
    void put(T item);

    /**
     * As {@link #put}, but an interrupt ends the wait.
     *
     * @param item not null
     * @throws InterruptedException if the calling thread was interrupted before or while it waited; nothing was put
     */
    void putInterruptibly(T item) throws InterruptedException;

    /**
     * Puts an item if there is room at once.
     *
     * @param item not null
     * @return false if the channel is full
     * @throws org.arenas.error.ChannelClosedException if the channel is closed
     */
    boolean tryPut(T item);

    /**
     * As {@link #putInterruptibly}, but waits for a limited time.
     *
     * @param item not null
     * @param timeout zero or less does not wait
     * @return false if the time was up; nothing was put
     * @throws InterruptedException if the calling thread was interrupted before or while it waited; nothing was put
     */
    boolean tryPut(T item, Duration timeout) throws InterruptedException;

    /**
     * Puts one item after the other, as {@link #put} does; items of other senders may come in between.
     *
     * @param items in the order of their iteration; none is null
     * @throws org.arenas.error.ChannelClosedException if the channel is closed before the last was put; those before it stay
     */
    default void putAll(Collection<? extends T> items) {
        items.forEach(this::put);
    }
}
