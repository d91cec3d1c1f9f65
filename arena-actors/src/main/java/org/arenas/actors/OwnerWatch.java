package org.arenas.actors;

import akka.actor.AbstractActor;
import akka.actor.ActorIdentity;
import akka.actor.ActorRef;
import akka.actor.Identify;
import akka.actor.Props;
import akka.actor.Terminated;
import java.util.function.Consumer;

/**
 * Finds out that an owner has ended. A classic actor, as only these hear whether the actor or its node is gone; and only these
 * can ask an actor whether it is there, which also works between nodes that form no cluster.
 */
final class OwnerWatch extends AbstractActor {
    private final ActorRef owner;
    private final boolean watches;
    private final Consumer<Boolean> nodeIsGone;

    /** To be sent to this actor. */
    enum Command {
        /** Ask the owner whether it is there. */
        PROBE
    }

    private OwnerWatch(ActorRef owner, boolean watches, Consumer<Boolean> nodeIsGone) {
        this.owner = owner;
        this.watches = watches;
        this.nodeIsGone = nodeIsGone;
    }

    /**
     * Makes the actor.
     *
     * @param watches whether Akka can watch the owner; else it is only probed
     * @param nodeIsGone is told the end: true if it is the node's, false if it is the actor's
     */
    static Props props(ActorRef owner, boolean watches, Consumer<Boolean> nodeIsGone) {
        return Props.create(OwnerWatch.class, () -> new OwnerWatch(owner, watches, nodeIsGone));
    }

    @Override
    public void preStart() {
        if (watches) {
            getContext().watch(owner);
        }
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Terminated.class, terminated -> nodeIsGone.accept(terminated.addressTerminated()))
                .match(
                        ActorIdentity.class,
                        identity -> identity.getActorRef().isEmpty(),
                        none -> nodeIsGone.accept(false))
                .match(ActorIdentity.class, found -> {})
                .matchEquals(Command.PROBE, probe -> owner.tell(new Identify(probe.name()), getSelf()))
                .build();
    }
}
