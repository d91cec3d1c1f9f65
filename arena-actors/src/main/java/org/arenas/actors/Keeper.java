package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.HashMap;
import java.util.Map;

/** Watches actors that are being restarted: one that is stopped meanwhile cannot close its arena itself. */
final class Keeper extends AbstractBehavior<Keeper.Watch> {
    private final Map<ActorRef<?>, ActorArena> watched = new HashMap<>();

    /** To be sent when an actor's behavior was told to restart. */
    record Watch(ActorArena arena) {}

    private Keeper(ActorContext<Watch> context) {
        super(context);
    }

    static Behavior<Watch> create() {
        return Behaviors.setup(Keeper::new);
    }

    @Override
    public Receive<Watch> createReceive() {
        return newReceiveBuilder()
                .onMessage(Watch.class, this::watch)
                .onSignal(Terminated.class, this::ended)
                .build();
    }

    private Behavior<Watch> watch(Watch watch) {
        if (watched.put(watch.arena().self(), watch.arena()) == null) {
            getContext().watch(watch.arena().self());
        }
        return this;
    }

    private Behavior<Watch> ended(Terminated terminated) {
        ActorArena arena = watched.remove(terminated.getRef());
        if (arena != null) {
            arena.extension().endedUnheard(arena);
        }
        return this;
    }
}
