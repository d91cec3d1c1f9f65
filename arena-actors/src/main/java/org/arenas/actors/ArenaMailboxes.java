package org.arenas.actors;

import akka.actor.typed.MailboxSelector;

/**
 * Mailboxes that count, with a bound or without. They work for any actor, with an arena or not; {@link
 * ArenasExtension#mailbox} tells what they have counted.
 *
 * <pre>{@code
 * ActorRef<Command> bounded = context.spawn(account, "account", ArenaMailboxes.bounded(100));
 * }</pre>
 *
 * <p>Nobody ever waits to send: a full mailbox loses a message, as {@link MailboxOverflow} says. That holds for <em>every</em>
 * message but Akka's own system messages (start, stop, supervision, watching): results of {@code pipeToSelf}, {@code
 * pipeWhen} and {@code ask}, and timers, come through the mailbox too and are lost if it is full. An actor that depends on
 * them has a bound far above what it expects, or answers with the load ({@link MailboxMetrics#size}) before it is full.
 * <p>What is in the mailbox when its actor ends becomes a dead letter, and so does what is sent later.
 * <p><b>Cost.</b> One atomic instruction a message more than the queue alone, and the time once for 16 messages.
 */
public final class ArenaMailboxes {
    /** The mailbox of {@link #bounded()} in the configuration. */
    static final String BOUNDED = "arenas.mailboxes.bounded";

    private static final String UNBOUNDED = "arenas.mailboxes.unbounded";
    private static final String DROPPING_OLDEST = "arenas.mailboxes.dropping-oldest";

    private ArenaMailboxes() {}

    /** {@return the mailbox that {@code arenas.mailboxes.bounded} configures: unless told otherwise, 1000 messages} */
    public static MailboxSelector bounded() {
        return MailboxSelector.fromConfig(BOUNDED);
    }

    /**
     * {@return the mailbox that {@code arenas.mailboxes.bounded} configures, with another bound} Akka finds mailboxes in the
     * configuration alone. It has the bounds 1, 10, 16, 64, 100, 256, 1000, 1024, 4096, 10000, 16384, 65536 and 100000;
     * with another one the actor is not spawned, unless the configuration has a line for it, such as
     * {@code arenas.mailboxes.bounded-500 = ${arenas.mailboxes.bounded} { mailbox-capacity = 500 }}.
     *
     * @param capacity the most messages in it
     * @throws IllegalArgumentException if the capacity is below 1
     */
    public static MailboxSelector bounded(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity of a mailbox is out of range: capacity=" + capacity + "; use 1 or more, or unbounded()");
        }
        return MailboxSelector.fromConfig(BOUNDED + "-" + capacity);
    }

    /** {@return a bounded mailbox that loses its oldest message when full; {@code arenas.mailboxes.dropping-oldest}} */
    public static MailboxSelector droppingOldest() {
        return MailboxSelector.fromConfig(DROPPING_OLDEST);
    }

    /** {@return a mailbox without a bound; {@code arenas.mailboxes.unbounded}} */
    public static MailboxSelector unbounded() {
        return MailboxSelector.fromConfig(UNBOUNDED);
    }
}
