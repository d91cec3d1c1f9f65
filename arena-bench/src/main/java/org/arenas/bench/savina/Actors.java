package org.arenas.bench.savina;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.arenas.bench.ActorSystems;

/** An actor system for many runs. */
final class Actors implements AutoCloseable {
    private final ActorSystem<Void> system = ActorSystems.create();
    private int runs;

    /**
     * Starts an actor and waits until it and its children have ended.
     *
     * @param main completes the result, and stops after that
     */
    <R> R run(Function<CompletableFuture<R>, Behavior<?>> main) throws Exception {
        CompletableFuture<R> result = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        system.systemActorOf(watching(main.apply(result), ended), "run-" + runs++, Props.empty());
        Results.of(ended);
        return Results.of(result);
    }

    private static Behavior<Void> watching(Behavior<?> main, CompletableFuture<Void> ended) {
        return Behaviors.setup(context -> {
            context.watch(context.spawnAnonymous(main));
            return Behaviors.receive(Void.class)
                    .onSignal(ChildFailed.class, failed -> {
                        ended.completeExceptionally(failed.cause());
                        return Behaviors.stopped();
                    })
                    .onSignal(Terminated.class, terminated -> {
                        ended.complete(null);
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    @Override
    public void close() {
        ActorSystems.stop(system);
    }
}
