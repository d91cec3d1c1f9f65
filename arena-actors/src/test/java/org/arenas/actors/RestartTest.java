package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An actor with an arena, supervised")
class RestartTest {
    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("akka.loglevel = OFF");

    private ActorRef<Counter.Command> supervised(RestartPolicy policy) {
        ActorArenaSettings settings =
                ArenasExtension.get(actors.system()).defaults().withRestart(policy);
        return actors.kit()
                .spawn(Behaviors.supervise(Counter.create(settings))
                        .onFailure(Counter.Failure.class, SupervisorStrategy.restart()));
    }

    private Ref<Counter.Cell> cellOf(ActorRef<Counter.Command> counter) {
        TestProbe<Ref<Counter.Cell>> refs = actors.probe();
        counter.tell(new Counter.WhichRef(refs.ref()));
        return refs.receiveMessage();
    }

    @Test
    @DisplayName("keeps its objects over a restart")
    void shouldKeepArena() {
        ActorRef<Counter.Command> counter = supervised(RestartPolicy.KEEP);
        Ref<Counter.Cell> before = cellOf(counter);
        counter.tell(new Counter.Add(7));
        counter.tell(new Counter.Fail("once"));
        Ref<Counter.Cell> after = cellOf(counter);
        assertThat(after).isNotEqualTo(before);
        assertThat(after.arena()).isSameAs(before.arena());
        assertThat(before.<Integer>read(cell -> cell.value)).isEqualTo(7);
    }

    @Test
    @DisplayName("R4: clears its arena at a restart")
    void shouldClearArena() {
        ActorRef<Counter.Command> counter = supervised(RestartPolicy.CLEAR);
        Ref<Counter.Cell> before = cellOf(counter);
        counter.tell(new Counter.Fail("once"));
        Ref<Counter.Cell> after = cellOf(counter);
        assertThat(after.arena()).isSameAs(before.arena());
        assertThatThrownBy(() -> before.read(cell -> cell.value)).isInstanceOf(StaleReferenceException.class);
        assertThat(after.<Integer>read(cell -> cell.value)).isZero();
    }

    @Test
    @DisplayName("R9: gets another arena at a restart, and the old one is closed")
    void shouldReplaceArena() {
        ActorRef<Counter.Command> counter = supervised(RestartPolicy.REPLACE);
        Ref<Counter.Cell> before = cellOf(counter);
        counter.tell(new Counter.Fail("once"));
        Ref<Counter.Cell> after = cellOf(counter);
        assertThat(after.arena()).isNotSameAs(before.arena());
        assertThat(before.arena().isClosed()).isTrue();
        assertThatThrownBy(() -> before.read(cell -> cell.value)).isInstanceOf(ArenaClosedException.class);
        assertThat(ArenasExtension.get(actors.system()).actors())
                .singleElement()
                .satisfies(entry -> assertThat(entry.interpreter().arena()).isSameAs(after.arena()));
    }

    @Test
    @DisplayName("keeps its arena whatever the policy if the supervisor is inside")
    void shouldKeepArenaWithSupervisorInside() {
        ActorArenaSettings settings =
                ArenasExtension.get(actors.system()).defaults().withRestart(RestartPolicy.REPLACE);
        List<Ref<Counter.Cell>> cells = new CopyOnWriteArrayList<>();
        ActorRef<Counter.Command> counter = actors.kit()
                .spawn(ArenaBehaviors.owning(
                        settings,
                        home -> Behaviors.supervise(Behaviors.<Counter.Command>setup(context -> {
                                    cells.add(home.own(new Counter.Cell()));
                                    return Counter.counting(home);
                                }))
                                .onFailure(SupervisorStrategy.restart())));
        counter.tell(new Counter.Fail("once"));
        Ref<Counter.Cell> last = cellOf(counter);
        assertThat(cells).hasSize(2).allMatch(cell -> cell.arena() == last.arena());
        assertThat(cells.get(0).<Integer>read(cell -> cell.value)).isZero();
    }

    @Test
    @DisplayName("R9: closes its arena if it is stopped while it waits for its restart")
    void shouldCloseArenaWhenStoppedInBackoff() {
        ActorRef<Counter.Command> counter = actors.kit()
                .spawn(Behaviors.supervise(Counter.create())
                        .onFailure(SupervisorStrategy.restartWithBackoff(
                                Duration.ofMinutes(1), Duration.ofMinutes(1), 0)));
        Ref<Counter.Cell> cell = cellOf(counter);
        counter.tell(new Counter.Fail("once"));
        counter.tell(new Counter.Add(1));
        Await.until("restarting", () -> isFree(cell.arena()));
        assertThat(cell.arena().isClosed()).isFalse();
        actors.kit().stop(counter);
        Await.until("arena closed", () -> cell.arena().isClosed());
    }

    private static boolean isFree(Arena arena) {
        try (ExclusiveBorrow borrow = arena.tryBorrow()) {
            return borrow != null;
        }
    }

    @Test
    @DisplayName("restarts again and again with the same arena, and closes it once")
    void shouldRestartOften() {
        ActorRef<Counter.Command> counter = supervised(RestartPolicy.KEEP);
        Ref<Counter.Cell> first = cellOf(counter);
        for (int i = 0; i < 100; i++) {
            counter.tell(new Counter.Fail("failure " + i));
        }
        assertThat(cellOf(counter).arena()).isSameAs(first.arena());
        actors.kit().stop(counter);
        Await.until("arena closed", () -> first.arena().isClosed());
    }

    @Test
    @DisplayName("leaves no arena behind if its start fails, at first or at a restart")
    void shouldCloseArenaWhenStartFails() {
        AtomicInteger starts = new AtomicInteger();
        Behavior<String> failing = ArenaBehaviors.owning(home -> {
            home.own(new Counter.Cell());
            if (starts.incrementAndGet() % 2 == 1) {
                throw new Counter.Failure("start");
            }
            return Behaviors.receiveMessage(message -> {
                throw new Counter.Failure(message);
            });
        });
        ActorRef<String> plain = actors.kit().spawn(failing);
        actors.probe().expectTerminated(plain);
        ActorRef<String> supervised = actors.kit()
                .spawn(Behaviors.supervise(failing)
                        .onFailure(SupervisorStrategy.restart().withLimit(1, Duration.ofMinutes(1))));
        supervised.tell("fail, and then fail to start");
        actors.probe().expectTerminated(supervised);
        Await.until(
                "arenas closed",
                () -> ArenasExtension.get(actors.system()).actors().isEmpty());
        assertThat(starts).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "restart", "stop"})
    @DisplayName("keeps its arena, or closes it, when a message fails that was stashed")
    void shouldSurviveFailureOfStashedMessage(String strategy) {
        TestProbe<String> told = actors.probe();
        Behavior<String> behavior = ArenaBehaviors.owning(home -> Behaviors.withStash(10, stash -> {
            Ref<StringBuilder> text = home.own(new StringBuilder());
            Behavior<String> open = Behaviors.receiveMessage(message -> {
                if (message.equals("fail")) {
                    throw new Counter.Failure("stashed");
                }
                told.ref().tell(home.get(text).append(message).toString());
                return Behaviors.same();
            });
            return Behaviors.receiveMessage(message -> {
                if (message.equals("go")) {
                    return stash.unstashAll(open);
                }
                stash.stash(message);
                return Behaviors.same();
            });
        }));
        ActorRef<String> actor = actors.kit()
                .spawn(Behaviors.supervise(behavior)
                        .onFailure(
                                switch (strategy) {
                                    case "resume" -> SupervisorStrategy.resume();
                                    case "restart" -> SupervisorStrategy.restart();
                                    default -> SupervisorStrategy.stop();
                                }));
        for (String message : List.of("a", "fail", "b", "go")) {
            actor.tell(message);
        }
        told.expectMessage("a");
        switch (strategy) {
            case "resume" -> {
                actor.tell("c");
                told.expectMessage("ac");
            }
            case "restart" -> {
                actor.tell("d");
                actor.tell("go");
                told.expectMessage("d");
            }
            default ->
                Await.until(
                        "arena closed",
                        () -> ArenasExtension.get(actors.system()).actors().isEmpty());
        }
        assertThat(ArenasExtension.get(actors.system()).actors()).hasSize(strategy.equals("stop") ? 0 : 1);
    }

    @Test
    @DisplayName("does not lose its objects when a child fails")
    void shouldKeepParentsObjects() {
        TestProbe<String> told = actors.probe();
        ActorRef<String> parent = actors.kit().spawn(ArenaBehaviors.owning(home -> {
            Ref<Counter.Cell> mine = home.own(new Counter.Cell());
            home.get(mine).value = 42;
            return Behaviors.setup(context -> {
                ActorRef<Counter.Command> child = context.spawn(Counter.create(), "child");
                context.watch(child);
                return Behaviors.receive(String.class)
                        .onMessageEquals("fail the child", () -> {
                            child.tell(new Counter.Fail("child"));
                            return Behaviors.same();
                        })
                        .onSignal(ChildFailed.class, failed -> {
                            told.ref().tell(failed.getCause().getMessage() + " " + home.get(mine).value);
                            return Behaviors.same();
                        })
                        .build();
            });
        }));
        parent.tell("fail the child");
        told.expectMessage("child 42");
        assertThat(ArenasExtension.get(actors.system()).actors()).hasSize(1);
    }

    @Test
    @DisplayName("has its home in the signals before a restart and at its end")
    void shouldHoldHomeInSignals() {
        TestProbe<String> told = actors.probe();
        Behavior<String> behavior = ArenaBehaviors.owning(home -> {
            Ref<StringBuilder> text = home.own(new StringBuilder("started"));
            return Behaviors.receive(String.class)
                    .onMessageEquals("fail", () -> {
                        throw new Counter.Failure("asked to");
                    })
                    .onSignal(PreRestart.class, restart -> {
                        told.ref().tell(home.get(text).append(" restarting").toString());
                        return Behaviors.same();
                    })
                    .onSignal(akka.actor.typed.PostStop.class, stopped -> {
                        told.ref().tell(home.get(text).append(" stopped").toString());
                        return Behaviors.same();
                    })
                    .build();
        });
        ActorRef<String> actor =
                actors.kit().spawn(Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart()));
        actor.tell("fail");
        told.expectMessage("started restarting");
        actors.kit().stop(actor);
        told.expectMessage("started stopped");
    }

    @Test
    @DisplayName("tells who watches it why it ended, once its arena is closed")
    void shouldTellReason() {
        TestProbe<ActorEnd> ends = actors.probe();
        CountDownLatch watching = new CountDownLatch(1);
        ActorRef<Counter.Command> stopping = actors.kit().spawn(Counter.create(), "stopping");
        ActorRef<Counter.Command> failing = actors.kit().spawn(Counter.create(), "failing");
        ActorRef<String> plain = actors.kit().spawn(Behaviors.receiveMessage(message -> Behaviors.stopped()), "plain");
        List<Ref<Counter.Cell>> cells = List.of(cellOf(stopping), cellOf(failing));
        actors.kit().spawn(Behaviors.<ActorEnd>setup(context -> {
            for (ActorRef<?> watched : List.of(stopping, failing, plain)) {
                ArenaBehaviors.watch(context, watched, end -> end);
            }
            watching.countDown();
            return Behaviors.receiveMessage(end -> {
                ends.ref().tell(end);
                return Behaviors.same();
            });
        }));
        Await.open(watching);
        stopping.tell(new Counter.Stop());
        ActorEnd end = ends.receiveMessage();
        assertThat(end.actor()).isEqualTo(stopping);
        assertThat(end.reason()).isEqualTo(ActorEnd.Reason.STOPPED);
        assertThat(cells.get(0).arena().isClosed()).isTrue();
        failing.tell(new Counter.Fail("wanted"));
        end = ends.receiveMessage();
        assertThat(end.actor()).isEqualTo(failing);
        assertThat(end.reason()).isEqualTo(ActorEnd.Reason.FAILED);
        assertThat(end.failure()).get().isInstanceOf(Counter.Failure.class);
        assertThat(cells.get(1).arena().isClosed()).isTrue();
        plain.tell("stop");
        end = ends.receiveMessage();
        assertThat(end).isEqualTo(new ActorEnd(plain, ActorEnd.Reason.UNKNOWN, java.util.Optional.empty()));
    }

    @Test
    @DisplayName("tells the reason also to who watches it before it has an arena, or has had another")
    void shouldTellReasonToEarlyWatchers() {
        TestProbe<ActorEnd> ends = actors.probe();
        ActorArenaSettings replacing =
                ArenasExtension.get(actors.system()).defaults().withRestart(RestartPolicy.REPLACE);
        int count = 50;
        TestProbe<ActorRef<Counter.Command>> watchedOnes = actors.probe();
        actors.kit().spawn(Behaviors.<ActorEnd>setup(context -> {
            for (int i = 0; i < count; i++) {
                ActorRef<Counter.Command> watched = context.spawnAnonymous(
                        Behaviors.supervise(Counter.create(replacing)).onFailure(SupervisorStrategy.restart()));
                ArenaBehaviors.watch(context, watched, end -> end);
                watchedOnes.ref().tell(watched);
            }
            return Behaviors.receiveMessage(end -> {
                ends.ref().tell(end);
                return Behaviors.same();
            });
        }));
        for (int i = 0; i < count; i++) {
            ActorRef<Counter.Command> watched = watchedOnes.receiveMessage();
            watched.tell(new Counter.Fail("restart"));
            watched.tell(new Counter.Stop());
            ActorEnd end = ends.receiveMessage();
            assertThat(end.actor()).isEqualTo(watched);
            assertThat(end.reason()).isEqualTo(ActorEnd.Reason.STOPPED);
        }
    }

    @Test
    @DisplayName("R9: fails if somebody has closed its interpreter, and says so")
    void shouldFailWithClosedInterpreter() {
        TestProbe<ActorEnd> ends = actors.probe();
        ActorRef<Counter.Command> failing = actors.kit().spawn(Counter.create());
        Ref<Counter.Cell> cell = cellOf(failing);
        CountDownLatch watching = new CountDownLatch(1);
        actors.kit().spawn(Behaviors.<ActorEnd>setup(context -> {
            ArenaBehaviors.watch(context, failing, end -> end);
            watching.countDown();
            return Behaviors.receiveMessage(end -> {
                ends.ref().tell(end);
                return Behaviors.same();
            });
        }));
        Await.open(watching);
        ArenasExtension.get(actors.system()).interpreter(failing).orElseThrow().closeNow();
        failing.tell(new Counter.Add(1));
        ActorEnd end = ends.receiveMessage();
        assertThat(end.reason()).isEqualTo(ActorEnd.Reason.FAILED);
        assertThat(end.failure()).get().isInstanceOf(org.arenas.error.InterpreterClosedException.class);
        assertThat(cell.arena().isClosed()).isTrue();
    }

    @Test
    @DisplayName("has no failure to tell after a failure that a supervisor let pass")
    void shouldForgetHandledFailures() {
        TestProbe<ActorEnd> ends = actors.probe();
        CountDownLatch watching = new CountDownLatch(1);
        ActorRef<Counter.Command> resuming =
                actors.kit().spawn(Behaviors.supervise(Counter.create()).onFailure(SupervisorStrategy.resume()));
        // It has its arena: who watches it before that hears of its end, but not of the reason.
        cellOf(resuming);
        actors.kit().spawn(Behaviors.<ActorEnd>setup(context -> {
            ArenaBehaviors.watch(context, resuming, end -> end);
            watching.countDown();
            return Behaviors.receive(ActorEnd.class)
                    .onAnyMessage(end -> {
                        ends.ref().tell(end);
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, ignored -> Behaviors.same())
                    .build();
        }));
        resuming.tell(new Counter.Fail("passes"));
        cellOf(resuming);
        Await.open(watching);
        resuming.tell(new Counter.Stop());
        assertThat(ends.receiveMessage().reason()).isEqualTo(ActorEnd.Reason.STOPPED);
    }
}
