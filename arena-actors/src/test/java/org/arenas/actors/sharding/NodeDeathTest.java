package org.arenas.actors.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When a node dies")
class NodeDeathTest {
    private final TestCluster cluster =
            new TestCluster("death", ConfigFactory.parseString("arenas.sharding.snapshots.max-bytes = 1 KiB"));
    private final TestCluster slow = new TestCluster(
            "slow",
            ConfigFactory.parseString(
                    "akka.cluster.split-brain-resolver.stable-after = 30s, arenas.sharding.snapshots.write-timeout = 3s"));

    @AfterEach
    void close() {
        cluster.close();
        slow.close();
    }

    private static List<ActorSystem<Void>> start(TestCluster cluster, int count) {
        List<ActorSystem<Void>> nodes = cluster.start(count);
        nodes.forEach(node -> ArenaSharding.init(node, Tally.entity()));
        return nodes;
    }

    @Test
    @DisplayName("its entities start elsewhere with what was saved, and without what was not")
    void shouldKeepWhatWasSaved() {
        List<ActorSystem<Void>> nodes = start(cluster, 3);
        // The oldest, which also says where the shards are.
        ActorSystem<Void> dying = nodes.get(0);
        ActorSystem<Void> other = nodes.get(1);
        Map<String, Tally.Seen> before = new TreeMap<>();
        for (String id : Tally.ids(30)) {
            Tally.of(other, id).tell(new Tally.Add(2));
            assertThat(Tally.save(other, id)).isEqualTo("saved");
            Tally.of(other, id).tell(new Tally.Add(1));
            before.put(id, Tally.get(other, id));
        }
        String died = Cluster.get(dying).selfMember().address().toString();
        assertThat(before.values()).anyMatch(seen -> seen.node().equals(died));
        cluster.crash(dying);
        cluster.awaitUp();
        for (Tally.Seen seen : before.values()) {
            assertThat(Tally.get(other, seen.id()).sum())
                    .as(seen.id())
                    .isEqualTo(seen.node().equals(died) ? 2 : 3);
        }
    }

    @Test
    @DisplayName("nothing counts as saved that only a minority has")
    void shouldNotSaveOnAMinority() {
        List<ActorSystem<Void>> nodes = start(slow, 3);
        ActorSystem<Void> left = nodes.get(2);
        String address = Cluster.get(left).selfMember().address().toString();
        String id = Tally.ids(100).stream()
                .filter(any -> Tally.get(left, any).node().equals(address))
                .findFirst()
                .orElseThrow();
        Tally.of(left, id).tell(new Tally.Add(1));
        slow.crash(nodes.get(0));
        slow.crash(nodes.get(1));
        assertThat(Tally.save(left, id))
                .startsWith("snapshot of an entity was not stored: entity=tally/" + id + ", version=")
                .contains("why=(no majority of the nodes answered within PT3S)");
    }

    @Test
    @DisplayName("a state that is too large for a message between nodes is refused at once")
    void shouldRefuseLargeStates() {
        ActorSystem<Void> node = cluster.start();
        ArenaState<byte[]> state = new ArenaState<>() {
            @Override
            public byte[] create(String id) {
                return new byte[1];
            }

            @Override
            public byte[] write(byte[] object) {
                return new byte[object[0] == 0 ? 1 : 2_000];
            }

            @Override
            public byte[] read(String id, byte[] bytes) {
                return bytes;
            }
        };
        ArenaSharding.init(
                node,
                ArenaEntity.of(
                        Tally.KEY,
                        state,
                        (home, entity, bytes) -> Behaviors.receive(Tally.Command.class)
                                .onMessage(Tally.Save.class, save -> {
                                    home.get(bytes)[0]++;
                                    entity.save()
                                            .whenComplete((nothing, failure) -> save.replyTo()
                                                    .tell(failure == null ? "saved" : failure.getMessage()));
                                    return Behaviors.same();
                                })
                                .build()));
        assertThat(Tally.save(node, "large"))
                .contains("why=(it has 2000 bytes, more than arenas.sharding.snapshots.max-bytes = 1024)");
    }
}
