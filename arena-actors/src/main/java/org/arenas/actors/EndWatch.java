package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An actor that tells the end of another, of which nothing but its end can be known, and ends then. */
final class EndWatch {
    private EndWatch() {}

    static Behavior<Void> of(ActorRef<?> watched, CompletableFuture<ActorEnd> told, ArenasExtension extension) {
        return Behaviors.setup(context -> {
            context.watch(watched);
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, terminated -> {
                        if (extension.isExpected(watched, told)) {
                            told.complete(new ActorEnd(watched, ActorEnd.Reason.UNKNOWN, Optional.empty()));
                        }
                        return Behaviors.stopped();
                    })
                    .onSignal(PostStop.class, stopped -> {
                        // Nobody is left to tell if the watching actor has ended first.
                        extension.isExpected(watched, told);
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
