package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.arenas.actors.RemoteCounter.Add;
import org.arenas.actors.RemoteCounter.Cell;
import org.arenas.actors.RemoteCounter.Message;
import org.arenas.error.StaleReferenceException;
import org.arenas.error.UnreachableOwnerException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A remote reference in a cluster")
class RemoteClusterTest {
    @RegisterExtension
    final TwoNodes nodes = TwoNodes.cluster("");

    @ParameterizedTest
    @EnumSource
    @DisplayName("R4: is stale once its owner has ended, for calls that wait and for new ones")
    void shouldBeStaleWhenTheOwnerEnds(Delivery delivery) throws Throwable {
        ActorRef<Message> owner = nodes.owner();
        RemoteRef<Cell> cell = nodes.reference(owner);
        assertThat(TwoNodes.get(cell.call(new Add(1), delivery))).isPositive();
        String name = "cluster " + delivery;
        CompletionStage<Integer> running =
                cell.call(new RemoteCounter.Block(name, name + " on"), delivery, Duration.ofDays(1));
        Await.open(RemoteCounter.latch(name));
        owner.tell(new RemoteCounter.Stop());
        CompletionStage<Integer> queued = cell.call(new Add(1), delivery, Duration.ofDays(1));
        RemoteCounter.latch(name + " on").countDown();
        assertThatThrownBy(() -> TwoNodes.get(queued))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("why=(its actor has ended)");
        Await.until("first call done", () -> running.toCompletableFuture().isDone());
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1), delivery, Duration.ofDays(1))))
                .isInstanceOf(StaleReferenceException.class);
    }

    @Test
    @DisplayName("says that the node is unreachable, then that it is gone, long before the time is up")
    void shouldSayThatTheNodeIsGone() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        List<CompletionStage<Integer>> waiting = new ArrayList<>();
        for (Delivery delivery : Delivery.values()) {
            assertThat(TwoNodes.get(cell.call(new Add(1), delivery))).isPositive();
        }
        nodes.loseAll(true);
        for (Delivery delivery : Delivery.values()) {
            waiting.add(cell.call(new Add(1), delivery, Duration.ofDays(1)));
        }
        assertThatThrownBy(() -> TwoNodes.get(waiting.get(0)))
                .isInstanceOf(UnreachableOwnerException.class)
                .hasMessageContaining("why=(the node is unreachable: akka://RemoteClusterTest@127.0.0.1:");
        for (CompletionStage<Integer> call : waiting.subList(1, 3)) {
            assertThatThrownBy(() -> TwoNodes.get(call))
                    .isInstanceOf(UnreachableOwnerException.class)
                    .hasMessageContaining("why=(the node is gone: akka://RemoteClusterTest@127.0.0.1:");
        }
    }

    @Test
    @DisplayName("says that the node is gone when it crashes")
    void shouldNoticeACrash() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        assertThat(TwoNodes.get(cell.call(new Add(1)))).isPositive();
        nodes.loseAll(true);
        nodes.first().system().terminate();
        for (Delivery delivery : Delivery.values()) {
            assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1), delivery, Duration.ofDays(1))))
                    .isInstanceOf(UnreachableOwnerException.class)
                    .hasMessageContaining("why=(the node is ");
        }
    }

    @Test
    @DisplayName("R9: the owner keeps nothing for a caller that has crashed")
    void shouldForgetCallersThatCrash() throws Throwable {
        TestProbe<RemoteCounter.Found> found = nodes.second().createTestProbe();
        nodes.second().spawn(RemoteCounter.create()).tell(new RemoteCounter.Where(found.ref()));
        RemoteRef<Cell> cell = TwoNodes.carry(found.receiveMessage(), nodes.second(), nodes.first())
                .cell();
        assertThat(TwoNodes.get(cell.call(new Add(1), Delivery.EXACTLY_ONCE))).isEqualTo(1);
        RemoteCalls atOwner = ArenasExtension.get(nodes.second().system()).remote();
        assertThat(atOwner.isIdle()).isFalse();
        nodes.loseAll(true);
        Await.until("inbox closed", atOwner::isIdle);
        assertThat(nodes.second().system().getWhenTerminated().toCompletableFuture())
                .isNotDone();
    }
}
