package org.arenas.bench.savina;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.arenas.bench.Pools;

/**
 * An actor system for many runs. Its dispatcher has as many threads as the library has carriers, and lets an actor process as
 * many messages in a row as an interpreter does tasks: Akka's defaults, which suit actors that block and share fairly, are
 * slower here.
 */
final class Actors implements AutoCloseable {
    private static final String CONFIG =
            """
            akka.loglevel = WARNING
            akka.log-dead-letters = off
            akka.actor.default-dispatcher {
              throughput = 64
              fork-join-executor { parallelism-min = %1$d, parallelism-max = %1$d }
            }
            """;

    private final ActorSystem<Void> system = ActorSystem.create(
            Behaviors.empty(),
            "savina",
            ConfigFactory.parseString(CONFIG.formatted(Pools.threads())).withFallback(ConfigFactory.load()));

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
    public void close() throws Exception {
        system.terminate();
        Results.of(system.getWhenTerminated());
    }
}
