package org.arenas.bench;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.TimeUnit;

/**
 * Actor systems of the baselines, set up for throughput: as many threads as the library has carriers, and an actor processes
 * as many messages in a row as an interpreter does tasks. Akka's defaults, which suit actors that block and share fairly, are
 * slower at small messages.
 */
public final class ActorSystems {
    private static final long DEADLINE_SECONDS = 20;

    private ActorSystems() {}

    /** {@return a system without actors} */
    public static ActorSystem<Void> create() {
        return ActorSystem.create(
                Behaviors.empty(),
                "bench",
                ConfigFactory.parseString(config(Pools.threads())).withFallback(ConfigFactory.load()));
    }

    private static String config(int threads) {
        return """
                akka.loglevel = WARNING
                akka.log-dead-letters = off
                akka.actor.default-dispatcher {
                  throughput = 64
                  fork-join-executor { parallelism-min = %1$d, parallelism-max = %1$d }
                }
                """.formatted(threads);
    }

    /** Ends a system and waits for it. */
    public static void stop(ActorSystem<Void> system) {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
