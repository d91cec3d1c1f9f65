package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.arenas.RefId;
import org.arenas.actors.RemoteCounter.Add;
import org.arenas.actors.RemoteCounter.Cell;
import org.arenas.actors.RemoteCounter.Message;
import org.arenas.error.StaleReferenceException;
import org.arenas.error.UnreachableOwnerException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A remote reference on another node, without a cluster")
class RemoteNodesTest {
    @RegisterExtension
    final TwoNodes nodes = TwoNodes.remote("");

    /** A command that its node refuses to make bytes of. */
    record AddRef(org.arenas.Ref<Cell> ref) implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            return home.get(ref).value;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("has its owner run commands, and gets their results")
    void shouldRunCommands(Delivery delivery) throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        assertThat(Nodes.isElsewhere(cell.owner())).isTrue();
        assertThat(TwoNodes.get(cell.call(new Add(2), delivery))).isEqualTo(2);
        assertThat(TwoNodes.get(cell.call(new RemoteCounter.Echo("ö".repeat(10_000)), delivery)))
                .isEqualTo("ö".repeat(10_000));
        assertThat(TwoNodes.get(cell.call(new RemoteCounter.Nothing(), delivery)))
                .isNull();
        RemoteRef<Cell> made = TwoNodes.get(cell.call(new RemoteCounter.Make(5), delivery));
        assertThat(made.owner()).isEqualTo(cell.owner());
        assertThat(TwoNodes.get(made.call(new Add(1), delivery))).isEqualTo(6);
    }

    @Test
    @DisplayName("travels in messages, there and back again")
    void shouldTravelInMessages() {
        ActorRef<Message> owner = nodes.owner();
        RemoteRef<Cell> there = nodes.reference(owner);
        TestProbe<RemoteCounter.Found> found = nodes.second().createTestProbe();
        there.owner().<Message>unsafeUpcast().tell(new RemoteCounter.Where(found.ref()));
        assertThat(found.receiveMessage().cell()).isEqualTo(there);
        RemoteRef<?> back = TwoNodes.carry(there, nodes.second(), nodes.first());
        assertThat(back.owner()).isEqualTo(owner);
        assertThat(Nodes.isElsewhere(back.owner())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("loses no update of many callers on both nodes")
    void shouldLoseNothingToConcurrency(Delivery delivery) throws Throwable {
        ActorRef<Message> owner = nodes.owner();
        RemoteRef<Cell> there = nodes.reference(owner);
        TestProbe<RemoteCounter.Found> found = nodes.first().createTestProbe();
        owner.tell(new RemoteCounter.Where(found.ref()));
        RemoteRef<Cell> here = found.receiveMessage().cell();
        int rounds = 300;
        try (Threads threads = new Threads()) {
            for (RemoteRef<Cell> cell : List.of(here, there, there)) {
                threads.start("caller", () -> {
                    List<CompletionStage<Integer>> calls = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        calls.add(cell.call(new Add(1), delivery));
                    }
                    for (CompletionStage<Integer> call : calls) {
                        assertThat(call.toCompletableFuture().join()).isPositive();
                    }
                });
            }
            threads.joinAll();
        }
        int sum = TwoNodes.get(there.call(new Add(0)));
        if (delivery == Delivery.AT_LEAST_ONCE) {
            assertThat(sum).isGreaterThanOrEqualTo(3 * rounds);
        } else {
            assertThat(sum).isEqualTo(3 * rounds);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("gets what a command throws: as it is if Akka can serialise it, else described")
    void shouldReportFailures(Delivery delivery) throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.ThrowTimeout("as it is"), delivery)))
                .isExactlyInstanceOf(java.util.concurrent.TimeoutException.class)
                .hasMessage("as it is");
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.Throw("why"), delivery)))
                .isInstanceOfSatisfying(RemoteFailureException.class, e -> {
                    assertThat(e.type()).isEqualTo(Counter.Failure.class.getName());
                    assertThat(e.where()).startsWith("org.arenas.actors.RemoteCounter$Throw.run(RemoteCounter.java:");
                })
                .hasMessage(
                        "remote command failed: type=org.arenas.actors.Counter$Failure, message=(why), where=%s,"
                                + " ref=%s, command=org.arenas.actors.RemoteCounter$Throw; the exception itself can"
                                + " travel if Akka has a serializer for its class",
                        whereOf(cell), cell);
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.Leak(), delivery)))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("NotShareableException");
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.Unserialisable(), delivery)))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("type=java.io.NotSerializableException")
                .hasMessageContaining("no serializer: type=org.arenas.Arena");
        assertThat(TwoNodes.get(cell.call(new Add(1), delivery))).isPositive();
    }

    private static String whereOf(RemoteRef<Cell> cell) throws Throwable {
        try {
            return String.valueOf(TwoNodes.get(cell.call(new RemoteCounter.Throw("where"))));
        } catch (RemoteFailureException e) {
            return e.where();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("says at once that a command cannot travel")
    void shouldRefuseCommandsThatCannotTravel(Delivery delivery) {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        try (org.arenas.Arena arena = org.arenas.Arena.create("mine");
                org.arenas.ExclusiveBorrow b = arena.borrow()) {
            AddRef withRef = new AddRef(b.own(new Cell()));
            assertThatThrownBy(() -> TwoNodes.get(cell.call(withRef, delivery)))
                    .hasMessageContaining("value is of use in its own JVM alone: type=Ref, value=" + withRef.ref()
                            + "; send home.remote(ref)");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R4: is stale once the object is gone, at once")
    void shouldBeStale(Delivery delivery) throws Throwable {
        ActorRef<Message> owner = nodes.owner();
        RemoteRef<Cell> cell = nodes.reference(owner);
        RemoteRef<Cell> freed = TwoNodes.get(cell.call(new RemoteCounter.Make(1)));
        owner.tell(new RemoteCounter.Do(
                opened -> opened.home().free(opened.home().borrow().resolve(freed.id()))));
        assertThatThrownBy(() -> TwoNodes.get(freed.call(new Add(1), delivery, Duration.ofDays(1))))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("object=freed");
        nodes.first().stop(owner);
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1), delivery, Duration.ofDays(1))))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("why=(its actor has ended)");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("says that a node does not answer in time")
    void shouldSayThatTheNodeDoesNotAnswer(Delivery delivery) throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        assertThat(TwoNodes.get(cell.call(new Add(1), delivery))).isPositive();
        nodes.loseAll(true);
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1), delivery, Duration.ofMillis(500))))
                .isInstanceOf(UnreachableOwnerException.class)
                .hasMessageContaining("why=(no answer in time: waited=500 ms)")
                .hasMessageContaining("delivery=" + delivery);
        nodes.loseAll(false);
    }

    @Test
    @DisplayName("R4: leads to its object or nowhere, whatever its numbers")
    void shouldWithstandForgedIds() throws Throwable {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        Random random = new Random(seed);
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        List<RefId> live = new ArrayList<>(List.of(cell.id()));
        for (int i = 0; i < 20; i++) {
            live.add(TwoNodes.get(cell.call(new RemoteCounter.Make(0))).id());
        }
        ArenasExtension here = ArenasExtension.get(nodes.second().system());
        for (int i = 0; i < 500; i++) {
            RefId id = new RefId(
                    random.nextInt(4) > 0 ? cell.id().arena() : random.nextLong(),
                    random.nextInt(8) > 0 ? random.nextInt(25) : random.nextInt(),
                    random.nextInt(8) > 0 ? random.nextInt(50) - 3 : random.nextLong());
            CompletionStage<Integer> call = new RemoteRef<Cell>(here, cell.owner(), id).call(new Add(0));
            String what = "id " + id + ", -Darenas.test.seed=" + seed;
            if (live.contains(id)) {
                assertThat(TwoNodes.get(call)).as(what).isZero();
            } else {
                assertThatThrownBy(() -> TwoNodes.get(call)).as(what).isInstanceOf(StaleReferenceException.class);
            }
        }
    }
}
