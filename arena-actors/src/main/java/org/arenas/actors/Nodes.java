package org.arenas.actors;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;

/** What can be known of the nodes that actors are on. */
final class Nodes {
    private final ActorSystem<?> system;
    private final boolean isCluster;
    private final boolean watchesWithoutCluster;

    Nodes(ActorSystem<?> system) {
        this.system = system;
        Config config = system.settings().config();
        String provider = config.getString("akka.actor.provider");
        this.isCluster = provider.equals("cluster") || provider.endsWith("ClusterActorRefProvider");
        this.watchesWithoutCluster = config.getBoolean("akka.remote.use-unsafe-remote-features-outside-cluster");
    }

    /** Whether an actor is in another system. */
    static boolean isElsewhere(ActorRef<?> actor) {
        return actor.path().address().hasGlobalScope();
    }

    static Address of(ActorRef<?> actor) {
        return actor.path().address();
    }

    /** Whether Akka tells the end of an actor: it does not, by default, between nodes that form no cluster. */
    boolean canWatch(ActorRef<?> actor) {
        return isCluster || watchesWithoutCluster || !isElsewhere(actor);
    }

    /** Whether the cluster has no contact with an actor's node at the moment. It may come back. */
    boolean isUnreachable(ActorRef<?> actor) {
        if (!isCluster || !isElsewhere(actor)) {
            return false;
        }
        Address address = of(actor);
        return Cluster.get(system).state().getUnreachable().stream()
                .anyMatch(member -> member.address().equals(address));
    }
}
