package org.arenas.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@link Channel} that hands items out. Each item is taken once, by whoever is first; the items of one sender
 * are taken in the order in which they were put.
 *
 * <p>Whatever takes an item may throw {@link org.arenas.error.OrphanedItemException} in its place, if the channel was built
 * with {@link OrphanPolicy#FAIL}, and {@link org.arenas.error.ChannelPeerException}, if it was built for another receiver.
 *
 * <p><b>Thread-safety.</b> Any thread and any interpreter, unless the channel was built for a single receiver.
 *
 * @param <T> the type of the items
 */
public sealed interface Receiver<T> extends Iterable<T> permits Channel {
    /**
     * Takes the first item, waiting for one as long as it takes. An interrupt does not end the wait and stays pending. In an
     * interpreter's task an interleaving point, if it has to wait: the home arena is given up meanwhile, and no item is
     * taken before it is held again.
     *
     * @return the item
     * @throws org.arenas.error.ChannelClosedException if the channel is closed and empty, or becomes so meanwhile
     * @throws org.arenas.error.DeadlockException if only one interpreter may put, and it waits for the caller
     * @throws org.arenas.error.ArenaClosedException if the calling interpreter is closed at once while it waits
     */
    T take();

    /**
     * As {@link #take}, but an interrupt ends the wait.
     *
     * @return the item
     * @throws InterruptedException if the calling thread was interrupted before or while it waited; nothing was taken
     */
    T takeInterruptibly() throws InterruptedException;

    /**
     * Takes the first item if there is one.
     *
     * @return null if the channel is empty
     * @throws org.arenas.error.ChannelClosedException if the channel is closed and empty
     */
    @Nullable
    T tryTake();

    /**
     * As {@link #takeInterruptibly}, but waits for a limited time.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up; nothing was taken
     * @throws InterruptedException if the calling thread was interrupted before or while it waited; nothing was taken
     */
    @Nullable
    T tryTake(Duration timeout) throws InterruptedException;

    /**
     * Takes what is there, without waiting.
     *
     * @param sink gets the items in order
     * @param most at most so many
     * @return how many; 0 if the channel is empty, closed or not
     * @throws IllegalArgumentException if the number is negative
     */
    int drainTo(Collection<? super T> sink, int most);

    /**
     * Takes what is there, without waiting and without a limit.
     *
     * @param sink gets the items in order
     * @return how many; 0 if the channel is empty, closed or not
     */
    default int drainTo(Collection<? super T> sink) {
        return drainTo(sink, Integer.MAX_VALUE);
    }

    /**
     * {@return the items to come, each taken when it is asked for} The iteration waits for the next item, and ends when the
     * channel is closed and empty. Several iterations share the items.
     */
    @Override
    Iterator<T> iterator();

    /** {@return the same as a sequential stream} */
    Stream<T> stream();
}
