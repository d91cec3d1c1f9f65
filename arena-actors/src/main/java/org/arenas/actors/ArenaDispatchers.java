package org.arenas.actors;

import akka.actor.typed.DispatcherSelector;

/**
 * Dispatchers for actors that wait: for arenas, in {@link ActorHome#askAndWait}, in {@link ActorHome#suspendDuring}.
 *
 * <pre>{@code
 * ActorRef<Command> waits = context.spawn(account, "account", ArenaDispatchers.compensating());
 * }</pre>
 *
 * <p>With a mailbox: {@code ArenaMailboxes.bounded(100).withDispatcherFromConfig(ArenaDispatchers.COMPENSATING)}.
 * <p>Akka's own fork-join dispatcher starts a thread for an actor that waits for an arena only when it would have none left
 * that runs: the other actors go on, on one thread. These go on on as many threads as before.
 */
public final class ArenaDispatchers {
    /** Where {@link #compensating()} is in the configuration. */
    public static final String COMPENSATING = "arenas.dispatcher";

    /** Where {@link #virtualThreads()} is in the configuration. */
    public static final String VIRTUAL = "arenas.virtual-dispatcher";

    private ArenaDispatchers() {}

    /**
     * {@return the dispatcher whose threads are compensated while they wait; {@code arenas.dispatcher}} Waits of the library
     * count, and those of {@link java.util.concurrent.ForkJoinPool#managedBlock}; one that Akka or the pool does not know of,
     * such as reading from a socket, has its thread. With so many spare threads as {@code spare-threads-max} says, those that
     * wait go on to wait without another one.
     */
    public static DispatcherSelector compensating() {
        return DispatcherSelector.fromConfig(COMPENSATING);
    }

    /**
     * {@return the dispatcher that runs each batch of messages on a virtual thread, which may wait for anything; {@code
     * arenas.virtual-dispatcher}} On a JDK before 21 it is like {@link #compensating()}, and a warning says so.
     */
    public static DispatcherSelector virtualThreads() {
        return DispatcherSelector.fromConfig(VIRTUAL);
    }
}
