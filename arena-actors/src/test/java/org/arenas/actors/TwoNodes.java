package org.arenas.actors;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.remote.RemoteActorRefProvider;
import akka.remote.transport.ThrottlerTransportAdapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two actor systems in one JVM that talk over the loopback, of which nothing is left after the test. In a cluster the second is
 * the one that goes on if they lose each other.
 */
final class TwoNodes implements BeforeEachCallback, AfterEachCallback {
    private static final String REMOTE = """
            akka.actor.provider = remote
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.remote.artery.advanced { test-mode = on, shutdown-flush-timeout = 100ms }
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.reliable-delivery.consumer-controller { resend-interval-min = 100ms, resend-interval-max = 500ms }
            akka.reliable-delivery.producer-controller.durable-queue.resend-first-interval = 100ms
            arenas.actors.remote { call-timeout = 20s, resend-interval = 100ms }
            """;
    private static final String CLUSTER = """
            akka.actor.provider = cluster
            akka.cluster {
              jmx.enabled = off
              downing-provider-class = "akka.cluster.sbr.SplitBrainResolverProvider"
              split-brain-resolver { active-strategy = keep-oldest, keep-oldest.down-if-alone = off, stable-after = 1s }
              failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 3s }
              gossip-interval = 100ms
              leader-actions-interval = 100ms
            }
            akka.remote.watch-failure-detector.acceptable-heartbeat-pause = 3s
            """;

    private final boolean isCluster;
    private final Config config;
    private ActorTestKit first;
    private ActorTestKit second;

    private TwoNodes(boolean isCluster, String more) {
        this.isCluster = isCluster;
        this.config = ConfigFactory.parseString(more)
                .withFallback(ConfigFactory.parseString(isCluster ? CLUSTER : ""))
                .withFallback(ConfigFactory.parseString(REMOTE))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    static TwoNodes remote(String config) {
        return new TwoNodes(false, config);
    }

    static TwoNodes cluster(String config) {
        return new TwoNodes(true, config);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName();
        first = ActorTestKit.create(name, config);
        second = ActorTestKit.create(name, config);
        if (isCluster) {
            for (ActorTestKit kit : List.of(first, second)) {
                Cluster.get(kit.system())
                        .manager()
                        .tell(Join.create(
                                Cluster.get(second.system()).selfMember().address()));
            }
            for (ActorTestKit kit : List.of(first, second)) {
                Await.until("cluster of two", () -> {
                    var members = Cluster.get(kit.system()).state().getMembers().iterator();
                    int up = 0;
                    while (members.hasNext()) {
                        up += members.next().status() == MemberStatus.up() ? 1 : 0;
                    }
                    return up == 2;
                });
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (ActorTestKit kit : List.of(second, first)) {
            ArenasExtension extension = ArenasExtension.get(kit.system());
            kit.shutdownTestKit();
            Await.until("nothing kept for remote calls", extension.remote()::isIdle);
            if (!extension.actors().isEmpty()) {
                throw new AssertionError("actors with open arenas are left: " + extension.actors());
            }
        }
    }

    /** Where the owner is. */
    ActorTestKit first() {
        return first;
    }

    /** Where the caller is. */
    ActorTestKit second() {
        return second;
    }

    /** An owner on the first node. */
    ActorRef<RemoteCounter.Message> owner() {
        return first.spawn(RemoteCounter.create());
    }

    /** The reference to its object, on the second node. */
    RemoteRef<RemoteCounter.Cell> reference(ActorRef<RemoteCounter.Message> owner) {
        TestProbe<RemoteCounter.Found> found = first.createTestProbe();
        owner.tell(new RemoteCounter.Where(found.ref()));
        return carry(found.receiveMessage()).cell();
    }

    /** A message of the first node as the second gets it. */
    <T> T carry(T message) {
        return carry(message, first, second);
    }

    @SuppressWarnings("unchecked")
    static <T> T carry(T message, ActorTestKit from, ActorTestKit to) {
        return (T) read(to.system(), write(from.system(), message));
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Written(int serializer, String manifest, byte[] bytes) {}

    static Written write(ActorSystem<?> system, Object message) {
        Serialization serialization = SerializationExtension.get(system);
        var serializer = serialization.findSerializerFor(message);
        return new Written(
                serializer.identifier(),
                Serializers.manifestFor(serializer, message),
                serialization.serialize(message).get());
    }

    static Object read(ActorSystem<?> system, Written written) {
        return SerializationExtension.get(system)
                .deserialize(written.bytes(), written.serializer(), written.manifest())
                .get();
    }

    /** Loses everything between the nodes, or nothing. */
    void loseAll(boolean lose) {
        lose(first, second, lose);
        lose(second, first, lose);
    }

    @SuppressWarnings("deprecation") // It is the way to lose messages of the only transport that is left.
    private static void lose(ActorTestKit from, ActorTestKit to, boolean lose) {
        var provider = (RemoteActorRefProvider) ((ExtendedActorSystem) Adapter.toClassic(from.system())).provider();
        var other = ((ExtendedActorSystem) Adapter.toClassic(to.system()))
                .provider()
                .getDefaultAddress();
        provider.transport()
                .managementCommand(new ThrottlerTransportAdapter.SetThrottle(
                        other,
                        ThrottlerTransportAdapter.bothDirection(),
                        lose
                                ? ThrottlerTransportAdapter.blackholeThrottleMode()
                                : ThrottlerTransportAdapter.unthrottledThrottleMode()));
    }

    /** What a stage completes with; what it fails with is thrown as it is. */
    static <R> R get(CompletionStage<R> stage) throws Throwable {
        try {
            return stage.toCompletableFuture().get(40, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("stage does not complete", e);
        }
    }

    static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
