package org.arenas.actors.sharding;

import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.arenas.actors.ArenasExtension;
import org.arenas.testing.Await;

/** Nodes of a cluster in this JVM, on the loopback interface, with all that takes time shortened. Ends with {@link #close()}. */
final class TestCluster implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 20;
    /** How many shards the entities of a type are in. */
    static final int SHARDS = 12;

    private static final String QUICK = """
            akka {
              loglevel = WARNING
              stdout-loglevel = WARNING
              jvm-exit-on-fatal-error = off
              coordinated-shutdown.run-by-actor-system-terminate = off
              remote.artery.canonical.port = 0
              remote.artery.advanced.tcp.connection-timeout = 1s
              cluster {
                gossip-interval = 100ms
                leader-actions-interval = 100ms
                unreachable-nodes-reaper-interval = 200ms
                periodic-tasks-initial-delay = 100ms
                publish-stats-interval = off
                failure-detector.heartbeat-interval = 300ms
                failure-detector.acceptable-heartbeat-pause = 2s
                split-brain-resolver.stable-after = 1s
                distributed-data.gossip-interval = 200ms
                distributed-data.notify-subscribers-interval = 100ms
                singleton-manager.hand-over-retry-interval = 200ms
                singleton.hand-over-retry-interval = 200ms
                sharding {
                  number-of-shards = %d
                  retry-interval = 200ms
                  rebalance-interval = 300ms
                  waiting-for-state-timeout = 500ms
                  coordinator-failure-backoff = 500ms
                  shard-failure-backoff = 500ms
                  least-shard-allocation-strategy.rebalance-absolute-limit = 20
                  least-shard-allocation-strategy.rebalance-relative-limit = 1.0
                }
              }
            }
            arenas.sharding {
              passivate-after = off
              retry-interval = 200ms
            }
            """.formatted(SHARDS);

    private final String name;
    private final Config config;
    private final List<ActorSystem<Void>> nodes = new ArrayList<>();

    TestCluster(String name) {
        this(name, ConfigFactory.empty());
    }

    TestCluster(String name, Config overrides) {
        this(name, overrides, "arenas-cluster.conf");
    }

    TestCluster(String name, Config overrides, String file) {
        this.name = name;
        this.config = overrides
                .withFallback(ConfigFactory.parseString(QUICK))
                .withFallback(ConfigFactory.parseResources(file))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    Config config() {
        return config;
    }

    /** Starts a node, and waits until it and all others know it. */
    ActorSystem<Void> start() {
        ActorSystem<Void> node = ActorSystem.create(Behaviors.empty(), name, config);
        nodes.add(node);
        Address seed = Cluster.get(nodes.get(0)).selfMember().address();
        Cluster.get(node).manager().tell(Join.create(seed));
        awaitUp();
        return node;
    }

    /** Starts several, and lets each do something once all are there. */
    List<ActorSystem<Void>> start(int count) {
        for (int i = 0; i < count; i++) {
            start();
        }
        return List.copyOf(nodes);
    }

    /** Waits until every node sees every node up, and no other. */
    void awaitUp() {
        Set<Address> all = new HashSet<>();
        nodes.forEach(node -> all.add(Cluster.get(node).selfMember().address()));
        Await.until("cluster of " + all, () -> nodes.stream().allMatch(node -> up(node).equals(all)));
    }

    private static Set<Address> up(ActorSystem<?> node) {
        Set<Address> up = new HashSet<>();
        Iterable<Member> members = Cluster.get(node).state().getMembers();
        StreamSupport.stream(members.spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .forEach(member -> up.add(member.address()));
        return up;
    }

    /** Ends a node at once, as if its machine had lost power: it tells nobody. */
    void crash(ActorSystem<Void> node) {
        nodes.remove(node);
        node.terminate();
        awaitEnd(node);
    }

    /** Lets a node leave in good order. */
    void leave(ActorSystem<Void> node) {
        nodes.remove(node);
        CoordinatedShutdown.get(node).runAll(CoordinatedShutdown.clusterLeavingReason());
        awaitEnd(node);
    }

    private static void awaitEnd(ActorSystem<Void> node) {
        try {
            node.getWhenTerminated().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("node does not end: " + node, e);
        }
        if (!ArenasExtension.get(node).actors().isEmpty()) {
            throw new AssertionError(
                    "arenas are left: " + ArenasExtension.get(node).actors());
        }
    }

    @Override
    public void close() {
        List.copyOf(nodes).forEach(ActorSystem::terminate);
        List.copyOf(nodes).forEach(TestCluster::awaitEnd);
        nodes.clear();
    }
}
