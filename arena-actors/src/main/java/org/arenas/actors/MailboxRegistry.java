package org.arenas.actors;

import akka.actor.AbstractExtensionId;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.AllDeadLetters;
import akka.actor.Dropped;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.typed.javadsl.Adapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The metered mailboxes of a system, by their actors. Apart from {@link ArenasExtension}, as the first mailboxes are made
 * before a typed system is there. Written when actors start and end, never for a message.
 */
final class MailboxRegistry implements Extension {
    private static final Id ID = new Id();

    private final Map<ActorRef, MeteredQueue> mailboxes = new ConcurrentHashMap<>();
    private volatile @Nullable BiConsumer<akka.actor.typed.ActorRef<?>, Object> onDropped;

    private static final class Id extends AbstractExtensionId<MailboxRegistry> {
        @Override
        public MailboxRegistry createExtension(ExtendedActorSystem system) {
            return new MailboxRegistry();
        }
    }

    static MailboxRegistry of(ActorSystem system) {
        return ID.get(system);
    }

    /** Who waits for an answer to a message that is dropped does not wait for its receiver any more. */
    void onDropped(BiConsumer<akka.actor.typed.ActorRef<?>, Object> heard) {
        onDropped = heard;
    }

    /** Publishes what is dropped beside the dead letters. */
    MeteredQueue.Losses lossesOf(ActorSystem system) {
        return (receiver, message, reason) -> {
            BiConsumer<akka.actor.typed.ActorRef<?>, Object> told = onDropped;
            if (told != null) {
                told.accept(Adapter.toTyped(receiver), message.message());
            }
            // Who listens to dead letters and cannot keep up must not be sent more of them.
            if (!(message.message() instanceof AllDeadLetters)) {
                system.eventStream().publish(new Dropped(message.message(), reason, message.sender(), receiver));
            }
        };
    }

    void add(ActorRef owner, MeteredQueue mailbox) {
        mailboxes.put(owner, mailbox);
    }

    void remove(ActorRef owner) {
        mailboxes.remove(owner);
    }

    Optional<MailboxMetrics> metrics(akka.actor.typed.ActorRef<?> actor) {
        return Optional.ofNullable(mailboxes.get(Adapter.toClassic(actor))).map(mailbox -> mailbox.metrics(actor));
    }

    List<MailboxMetrics> metrics() {
        return mailboxes.entrySet().stream()
                .map(entry -> entry.getValue().metrics(Adapter.toTyped(entry.getKey())))
                .toList();
    }
}
