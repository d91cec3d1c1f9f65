package org.arenas.examples.shardedflights;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.arenas.actors.sharding.ArenaSharding;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** A node of the cluster: a JVM with airports in it, until it is killed or nobody is left to tell it to end. */
public final class AirportNode {
    private AirportNode() {}

    /**
     * Runs until the standard input ends.
     *
     * @param arguments the address of a node to join; the name of this one; how much work a flight is
     */
    public static void main(String... arguments) throws IOException {
        ActorSystem<Void> system = start(AirportEntity.ROLE, List.of(arguments[0]));
        ArenaSharding unused =
                ArenaSharding.init(system, AirportEntity.type(arguments[1], Integer.parseInt(arguments[2])));
        System.out.println("started");
        while (System.in.read() >= 0) {
            // Whatever it is.
        }
        system.terminate();
    }

    /** A node with a role, which joins the first of the others that answers. */
    static ActorSystem<Void> start(String role, List<String> others) {
        // Before the threads of the system all want it at once, which SLF4J would report.
        ILoggerFactory unused = LoggerFactory.getILoggerFactory();
        Config own = ConfigFactory.parseMap(Map.of(
                // A node that the others have given up is of no use.
                "akka.coordinated-shutdown.exit-jvm", role.equals(AirportEntity.ROLE),
                "akka.cluster.roles", ConfigValueFactory.fromIterable(List.of(role)),
                "akka.cluster.seed-nodes", ConfigValueFactory.fromIterable(others)));
        Config config = ConfigFactory.load(own.withFallback(ConfigFactory.parseResourcesAnySyntax("shardedflights")));
        return ActorSystem.create(Behaviors.empty(), "flights", config);
    }
}
