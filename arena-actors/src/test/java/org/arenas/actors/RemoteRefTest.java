package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.Shareable;
import org.arenas.actors.RemoteCounter.Add;
import org.arenas.actors.RemoteCounter.Cell;
import org.arenas.actors.RemoteCounter.Do;
import org.arenas.actors.RemoteCounter.Message;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.NotShareableException;
import org.arenas.error.StaleReferenceException;
import org.arenas.error.UnreachableOwnerException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A remote reference within one system")
class RemoteRefTest {
    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("arenas.actors.remote.resend-interval = 1h");

    private RemoteRef<Cell> reference(ActorRef<Message> owner) {
        TestProbe<RemoteCounter.Found> found = actors.probe();
        owner.tell(new RemoteCounter.Where(found.ref()));
        return found.receiveMessage().cell();
    }

    private RemoteRef<Cell> reference() {
        return reference(actors.kit().spawn(RemoteCounter.create()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("has its owner run commands, in order")
    void shouldRunCommandsInOrder(Delivery delivery) throws Throwable {
        RemoteRef<Cell> cell = reference();
        List<CompletionStage<Integer>> sums = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            sums.add(cell.call(new Add(i), delivery));
        }
        for (int i = 1; i <= 200; i++) {
            assertThat(TwoNodes.get(sums.get(i - 1))).isEqualTo(i * (i + 1) / 2);
        }
        assertThat(TwoNodes.get(cell.call(new RemoteCounter.Nothing(), delivery)))
                .isNull();
    }

    @Test
    @DisplayName("R2: its commands run alone: concurrent callers, the owner's messages and borrowers lose no update")
    void shouldExcludeAllOthers() throws Throwable {
        ActorRef<Message> owner = actors.kit().spawn(RemoteCounter.create());
        RemoteRef<Cell> cell = reference(owner);
        int rounds = 500;
        try (Threads threads = new Threads()) {
            for (Delivery delivery : Delivery.values()) {
                threads.start(delivery.toString(), () -> {
                    List<CompletionStage<Integer>> calls = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        calls.add(cell.call(new Add(1), delivery, Duration.ofSeconds(30)));
                    }
                    for (CompletionStage<Integer> call : calls) {
                        get(call);
                    }
                });
            }
            Arena arena = ArenasExtension.get(actors.system())
                    .interpreter(owner)
                    .orElseThrow()
                    .arena();
            threads.start("borrower", () -> {
                for (int i = 0; i < rounds; i++) {
                    try (ExclusiveBorrow b = arena.borrow()) {
                        ((Cell) b.get(b.resolve(cell.id()))).value++;
                    }
                }
            });
            for (int i = 0; i < rounds; i++) {
                owner.tell(new Do(opened -> opened.home().get(opened.cell()).value++));
            }
            threads.joinAll();
        }
        assertThat(TwoNodes.get(cell.call(new Add(0)))).isEqualTo(5 * rounds);
        assertThat(TwoNodes.get(cell.call(new RemoteCounter.Runs()))).isEqualTo(3 * rounds + 1);
    }

    private static <R> R get(CompletionStage<R> stage) throws Exception {
        try {
            return TwoNodes.get(stage);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("is returned by commands, and equal if it names the same")
    void shouldBeReturnedByCommands() throws Throwable {
        RemoteRef<Cell> cell = reference();
        RemoteRef<Cell> made = TwoNodes.get(cell.call(new RemoteCounter.Make(7)));
        assertThat(TwoNodes.get(made.call(new Add(1)))).isEqualTo(8);
        assertThat(made)
                .isNotEqualTo(cell)
                .hasToString(made.owner().path().toSerializationFormat() + "/"
                        + made.id().arena() + "/1@3");
        RemoteRef<Cell> again = reference(made.owner().unsafeUpcast());
        assertThat(again).isEqualTo(cell).hasSameHashCodeAs(cell);
        assertThat(Shareable.isShareable(List.of(cell))).isTrue();
    }

    @Test
    @DisplayName("R8: takes no command and gives no result that is not shareable")
    void shouldCheckWhatCrosses() throws Throwable {
        RemoteRef<Cell> cell = reference();
        int[] mine = {1};
        assertThatThrownBy(() -> cell.call((target, home) -> mine[0]++)).isInstanceOf(NotShareableException.class);
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.Leak())))
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining(Cell.class.getName());
        assertThat(TwoNodes.get(cell.call(new Add(1)))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("gives the caller what a command throws, as it is, and the owner goes on")
    void shouldReportFailures(Delivery delivery) throws Throwable {
        RemoteRef<Cell> cell = reference();
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.Throw("why"), delivery)))
                .isExactlyInstanceOf(Counter.Failure.class)
                .hasMessage("why");
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.LeaveOpen(false), delivery)))
                .isInstanceOf(BorrowLeakException.class);
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.LeaveOpen(true), delivery)))
                .isInstanceOf(Counter.Failure.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(BorrowLeakException.class));
        assertThat(TwoNodes.get(cell.call(new Add(1), delivery))).isEqualTo(1);
    }

    @Test
    @DisplayName("reports a command for an object of another type")
    void shouldReportAnotherType() {
        RemoteRef<Cell> cell = reference();
        @SuppressWarnings("unchecked")
        RemoteRef<StringBuilder> forged = (RemoteRef<StringBuilder>) (RemoteRef<?>) cell;
        assertThatThrownBy(() -> TwoNodes.get(forged.call(new RemoteCounter.Append("x"))))
                .isInstanceOf(ClassCastException.class);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R4: is stale once the object was freed or moved")
    void shouldBeStaleWhenFreedOrMoved(Delivery delivery) throws Throwable {
        ActorRef<Message> owner = actors.kit().spawn(RemoteCounter.create());
        RemoteRef<Cell> freed = TwoNodes.get(reference(owner).call(new RemoteCounter.Make(1)));
        RemoteRef<Cell> moved = reference(owner);
        owner.tell(new Do(opened -> {
            opened.home().free(opened.home().borrow().resolve(freed.id()));
            opened.home().accept(opened.home().move(opened.cell()));
        }));
        assertThatThrownBy(() -> TwoNodes.get(freed.call(new Add(1), delivery)))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageStartingWith("remote reference is stale: ref=" + freed + ", why=(reference is stale: ")
                .hasMessageContaining("object=freed")
                .hasMessageEndingWith("), command=org.arenas.actors.RemoteCounter$Add; get a new one from the owner");
        assertThatThrownBy(() -> TwoNodes.get(moved.call(new Add(1), delivery)))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("why=(object was moved: ");
    }

    @ParameterizedTest
    @EnumSource(RestartPolicy.class)
    @DisplayName("R4: is stale after a restart that clears or replaces the arena, and not after one that keeps it")
    void shouldFollowTheRestartPolicy(RestartPolicy policy) throws Throwable {
        ActorRef<Message> owner = actors.kit()
                .spawn(RemoteCounter.restarting(
                        ArenasExtension.get(actors.system()).defaults().withRestart(policy)));
        RemoteRef<Cell> cell = reference(owner);
        assertThat(TwoNodes.get(cell.call(new Add(1), Delivery.EXACTLY_ONCE))).isEqualTo(1);
        owner.tell(new RemoteCounter.Fail());
        for (Delivery delivery : Delivery.values()) {
            if (policy == RestartPolicy.KEEP) {
                assertThat(TwoNodes.get(cell.call(new Add(0), delivery))).isEqualTo(1);
            } else {
                assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1), delivery)))
                        .isInstanceOf(StaleReferenceException.class)
                        .hasMessageContaining(policy == RestartPolicy.CLEAR ? "object=freed" : "another arena now");
            }
        }
        assertThat(TwoNodes.get(reference(owner).call(new Add(5), Delivery.EXACTLY_ONCE)))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R4: is stale once its owner has ended, for calls that wait and for new ones")
    void shouldBeStaleWhenTheOwnerEnds(Delivery delivery) {
        ActorRef<Message> owner = actors.kit().spawn(RemoteCounter.create());
        RemoteRef<Cell> cell = reference(owner);
        CompletionStage<Integer> running =
                cell.call(new RemoteCounter.Block("started" + delivery, "go on" + delivery), delivery);
        Await.open(RemoteCounter.latch("started" + delivery));
        owner.tell(new RemoteCounter.Stop());
        CompletionStage<Integer> queued = cell.call(new Add(1), delivery, Duration.ofDays(1));
        RemoteCounter.latch("go on" + delivery).countDown();
        assertThatThrownBy(() -> TwoNodes.get(queued))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("why=(its actor has ended)");
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1), delivery, Duration.ofDays(1))))
                .isInstanceOf(StaleReferenceException.class);
        Await.until("first call done", () -> running.toCompletableFuture().isDone());
    }

    @Test
    @DisplayName("R4: is stale when somebody has closed the owner's arena")
    void shouldBeStaleWhenTheArenaIsClosed() {
        ActorRef<Message> owner = actors.kit().spawn(RemoteCounter.create());
        RemoteRef<Cell> cell = reference(owner);
        ArenasExtension.get(actors.system()).interpreter(owner).orElseThrow().close();
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1))))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("why=(interpreter is closed: ");
        actors.kit().stop(owner);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("says that the owner has not answered in time; the command runs nevertheless")
    void shouldSayThatTheTimeIsUp(Delivery delivery) throws Throwable {
        RemoteRef<Cell> cell = reference();
        String started = "slow " + delivery;
        String latch = "slow latch " + delivery;
        CompletionStage<Integer> late =
                cell.call(new RemoteCounter.Block(started, latch), delivery, Duration.ofMillis(300));
        Await.open(RemoteCounter.latch(started));
        assertThatThrownBy(() -> TwoNodes.get(late))
                .isInstanceOf(UnreachableOwnerException.class)
                .hasMessage(
                        "owner is not reached: ref=%s, why=(no answer in time: waited=300 ms),"
                                + " command=org.arenas.actors.RemoteCounter$Block, delivery=%s; the command may have"
                                + " run: ask the owner before it is sent again",
                        cell, delivery);
        RemoteCounter.latch(latch).countDown();
        int runs = TwoNodes.get(cell.call(new RemoteCounter.Runs()));
        assertThat(runs).isGreaterThanOrEqualTo(1);
    }

    @Test
    @DisplayName("takes any positive time")
    void shouldTakeAnyPositiveTime() throws Throwable {
        RemoteRef<Cell> cell = reference();
        assertThat(TwoNodes.get(cell.call(new Add(1), Delivery.AT_MOST_ONCE, Duration.ofSeconds(Long.MAX_VALUE))))
                .isEqualTo(1);
        assertThatThrownBy(() -> cell.call(new Add(1), Delivery.AT_MOST_ONCE, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be positive: timeout=PT0S");
    }

    @Test
    @DisplayName("R2: is made by the owner of the object alone")
    void shouldBeMadeByTheOwner() {
        ActorRef<Message> owner = actors.kit().spawn(RemoteCounter.create());
        TestProbe<Throwable> thrown = actors.probe();
        try (Arena other = Arena.create("other")) {
            Ref<Cell> foreign;
            try (ExclusiveBorrow b = other.borrow()) {
                foreign = b.own(new Cell());
            }
            owner.tell(new Do(opened -> {
                try {
                    opened.home().remote(foreign);
                } catch (ForeignReferenceException e) {
                    thrown.ref().tell(e);
                }
            }));
            assertThat(thrown.receiveMessage()).hasMessageContaining("ref=other#");
        }
    }

    @Test
    @DisplayName("R9: calls end with their system")
    void shouldEndWithTheSystem() {
        RemoteRef<Cell> cell = reference();
        CompletionStage<Integer> running = cell.call(new RemoteCounter.Block("end", "never"), Delivery.AT_MOST_ONCE);
        CompletionStage<Integer> queued = cell.call(new Add(1), Delivery.EXACTLY_ONCE);
        Await.open(RemoteCounter.latch("end"));
        actors.system().terminate();
        RemoteCounter.latch("never").countDown();
        assertThatThrownBy(() -> TwoNodes.get(queued))
                .isInstanceOfAny(UnreachableOwnerException.class, StaleReferenceException.class);
        Await.until("first call done", () -> running.toCompletableFuture().isDone());
        Await.until(
                "terminated",
                () -> actors.system().getWhenTerminated().toCompletableFuture().isDone());
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Add(1))))
                .isInstanceOf(UnreachableOwnerException.class)
                .hasMessageContaining("why=(the caller's actor system ends)");
    }
}
