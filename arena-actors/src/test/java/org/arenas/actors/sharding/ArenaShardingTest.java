package org.arenas.actors.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.arenas.actors.ArenasExtension;
import org.arenas.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Entities in a cluster")
class ArenaShardingTest {
    private final TestCluster cluster = new TestCluster("entities");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    @DisplayName("are each an interpreter on one of the nodes, reached from all")
    void shouldBeSpreadOverNodes() {
        List<ActorSystem<Void>> nodes = cluster.start(2);
        nodes.forEach(node -> ArenaSharding.init(node, Tally.entity()));
        List<String> ids = Tally.ids(40);
        awaitSpread(nodes, ids);
        for (String id : ids) {
            nodes.forEach(node -> Tally.of(node, id).tell(new Tally.Add(id.length())));
        }
        for (String id : ids) {
            Await.until(id, () -> Tally.get(nodes.get(0), id).sum() == 2L * id.length());
        }
        assertThat(ids.stream().map(id -> Tally.get(nodes.get(1), id).node()).collect(Collectors.toSet()))
                .hasSize(2);
        assertThat(arenas(nodes.get(0)) + arenas(nodes.get(1))).isEqualTo(ids.size());
    }

    @Test
    @DisplayName("R9: free their arena when they have been idle, and have their state when they are back")
    void shouldPassivateIdle() {
        ActorSystem<Void> node = cluster.start();
        ArenaSharding.init(node, Tally.entity().withPassivateAfter(Duration.ofMillis(100)));
        Tally.of(node, "idle").tell(new Tally.Add(7));
        Tally.Seen before = Tally.get(node, "idle");
        Await.until("passivated", () -> arenas(node) == 0);

        Tally.Seen after = Tally.get(node, "idle");
        assertThat(after.sum()).isEqualTo(7);
        assertThat(after.starts()).isEqualTo(before.starts() + 1);
        assertThat(after.arena()).isNotEqualTo(before.arena());
    }

    @Test
    @DisplayName("lose no message to a storm of passivations")
    void shouldLoseNothingToPassivation() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<ActorSystem<Void>> nodes = cluster.start(2);
        nodes.forEach(node -> ArenaSharding.init(node, Tally.entity()));
        List<String> ids = Tally.ids(20);
        awaitSpread(nodes, ids);
        long[] sums = new long[ids.size()];
        for (int i = 0; i < 20_000; i++) {
            int to = random.nextInt(ids.size());
            if (random.nextInt(20) == 0) {
                Tally.of(nodes.get(0), ids.get(to)).tell(new Tally.Passivate());
            } else {
                Tally.of(nodes.get(0), ids.get(to)).tell(new Tally.Add(i));
                sums[to] += i;
            }
            if (i % 500 == 0) {
                // No more on their way than a connection between nodes keeps for sure.
                ids.forEach(id -> Tally.get(nodes.get(0), id));
            }
        }
        long starts = 0;
        for (int i = 0; i < sums.length; i++) {
            Tally.Seen seen = Tally.get(nodes.get(0), ids.get(i));
            assertThat(seen.sum())
                    .as("-Darenas.test.seed=%d, %s", seed, ids.get(i))
                    .isEqualTo(sums[i]);
            starts += seen.starts();
        }
        assertThat(starts).as("passivations").isGreaterThan(2L * ids.size());
    }

    @Test
    @DisplayName("go to a new node with their state, while messages come")
    void shouldMoveWithTheirState() {
        ActorSystem<Void> first = cluster.start();
        ArenaSharding.init(first, Tally.entity());
        List<String> ids = Tally.ids(40);
        ids.forEach(id -> Tally.of(first, id).tell(new Tally.Add(1)));
        ids.forEach(id -> assertThat(Tally.get(first, id).starts()).isEqualTo(1));

        ActorSystem<Void> second = cluster.start();
        ArenaSharding.init(second, Tally.entity());
        Map<String, Counts> counts = new TreeMap<>();
        ids.forEach(id -> counts.put(id, new Counts()));
        Await.until("moved", () -> {
            counts.forEach((id, count) -> count.send(Tally.of(first, id)));
            return arenas(second) >= ids.size() / 3;
        });
        counts.values().forEach(Counts::awaitAnswers);
        counts.forEach((id, count) -> count.check(id, Tally.get(second, id).sum() - 1));

        cluster.leave(second);
        counts.forEach((id, count) -> count.check(id, Tally.get(first, id).sum() - 1));
        assertThat(arenas(first)).isEqualTo(ids.size());
    }

    @Test
    @DisplayName("start again with their last snapshot when they have failed")
    void shouldStartAgainAfterFailure() {
        ActorSystem<Void> node = cluster.start();
        ArenaSharding.init(node, Tally.entity());
        Tally.of(node, "a").tell(new Tally.Add(1));
        assertThat(Tally.save(node, "a")).isEqualTo("saved");
        Tally.of(node, "a").tell(new Tally.Add(2));
        Tally.of(node, "a").tell(new Tally.Fail("as expected"));
        Await.until("failed", () -> arenas(node) == 0);
        assertThat(Tally.get(node, "a").sum()).isEqualTo(1);
    }

    /** What was sent to an entity one by one and what it has answered. A message that meets a move may be lost on its way. */
    private static final class Counts {
        private long sent;
        private long answered;
        private CompletionStage<Long> last = CompletableFuture.completedStage(0L);

        void send(EntityRef<Tally.Command> entity) {
            if (last.toCompletableFuture().isDone()) {
                awaitAnswers();
                sent++;
                last = entity.ask(replyTo -> new Tally.Count(1, replyTo), Duration.ofSeconds(2));
            }
        }

        void awaitAnswers() {
            try {
                last.toCompletableFuture().get(5, TimeUnit.SECONDS);
                answered = sent == 0 ? 0 : answered + 1;
            } catch (ExecutionException lost) {
                assertThat(lost).hasCauseInstanceOf(TimeoutException.class);
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError(e);
            }
            last = CompletableFuture.failedStage(new TimeoutException("asked already"));
        }

        void check(String id, long sum) {
            assertThat(sum).as(id).isBetween(answered, sent);
        }
    }

    /**
     * Waits until each node has as many shards as the others. Before that shards are being moved, because a node may have told
     * of itself only after the first were given out, and what meets a move may be lost.
     */
    private static void awaitSpread(List<ActorSystem<Void>> nodes, List<String> ids) {
        Await.until("shards are spread evenly", () -> {
            Map<String, Set<Integer>> shards = new TreeMap<>();
            for (String id : ids) {
                shards.computeIfAbsent(Tally.get(nodes.get(0), id).node(), node -> new HashSet<>())
                        .add(Math.abs(id.hashCode() % TestCluster.SHARDS));
            }
            IntSummaryStatistics sizes =
                    shards.values().stream().mapToInt(Set::size).summaryStatistics();
            return shards.size() == nodes.size() && sizes.getMax() - sizes.getMin() <= 1;
        });
    }

    private static int arenas(ActorSystem<?> node) {
        return ArenasExtension.get(node).actors().size();
    }
}
