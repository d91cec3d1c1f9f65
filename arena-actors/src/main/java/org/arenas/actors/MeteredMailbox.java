package org.arenas.actors;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.dispatch.MailboxType;
import akka.dispatch.MessageQueue;
import com.typesafe.config.Config;
import scala.Option;

/** What the configuration names as {@code mailbox-type}. Made by Akka once for each mailbox in the configuration. */
abstract class MeteredMailbox implements MailboxType {
    private final int capacity;
    private final MailboxOverflow overflow;

    private MeteredMailbox(int capacity, MailboxOverflow overflow) {
        this.capacity = capacity;
        this.overflow = overflow;
    }

    @Override
    public final MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        // Akka gives both, but for tests of mailboxes alone.
        if (owner.isEmpty() || system.isEmpty()) {
            return new MeteredQueue(capacity, overflow, (receiver, dropped, reason) -> {}, ended -> {});
        }
        MailboxRegistry registry = MailboxRegistry.of(system.get());
        MeteredQueue made = new MeteredQueue(capacity, overflow, registry.lossesOf(system.get()), registry::remove);
        registry.add(owner.get(), made);
        return made;
    }

    /** With a bound. */
    static final class Bounded extends MeteredMailbox {
        /** Found by Akka. */
        @SuppressWarnings("unused")
        Bounded(ActorSystem.Settings settings, Config config) {
            super(capacity(config), ConfigEnum.of(config, "overflow", MailboxOverflow.class));
        }

        private static int capacity(Config config) {
            int given = config.getInt("mailbox-capacity");
            if (given < 1) {
                throw new com.typesafe.config.ConfigException.BadValue(
                        config.origin(), "mailbox-capacity", "out of range: given=" + given + "; use 1 or more");
            }
            return given;
        }
    }

    /** Without a bound. */
    static final class Unbounded extends MeteredMailbox {
        /** Found by Akka. */
        @SuppressWarnings("unused")
        Unbounded(ActorSystem.Settings settings, Config config) {
            super(MeteredQueue.UNBOUNDED, MailboxOverflow.DROP_NEWEST);
        }
    }
}
