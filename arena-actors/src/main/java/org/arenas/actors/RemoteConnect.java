package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.delivery.ProducerController;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Asks an owner's node for an {@link Inbox} for the calls of one link, or says that it is not needed any more. */
final class RemoteConnect extends OwnerMessage {
    /** Whose calls. */
    @JsonProperty
    final ActorRef<LinkActor.Command> link;

    /** Where the calls come from. */
    @JsonProperty
    final ActorRef<ProducerController.Command<RemoteCall>> calls;

    /** Where the answers go. */
    @JsonProperty
    final ActorRef<ConsumerController.Command<RemoteReply>> answers;

    /** False to take it back. */
    @JsonProperty
    final boolean open;

    @JsonCreator
    RemoteConnect(
            @JsonProperty("link") ActorRef<LinkActor.Command> link,
            @JsonProperty("calls") ActorRef<ProducerController.Command<RemoteCall>> calls,
            @JsonProperty("answers") ActorRef<ConsumerController.Command<RemoteReply>> answers,
            @JsonProperty("open") boolean open) {
        this.link = link;
        this.calls = calls;
        this.answers = answers;
        this.open = open;
    }

    RemoteConnect closing() {
        return new RemoteConnect(link, calls, answers, false);
    }

    @Override
    void reach(ActorArena arena) {
        arena.extension().remote().connect(this, arena.self());
    }
}
