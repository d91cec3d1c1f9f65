package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Routers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.NotHeldException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An actor with an arena")
class OwningTest {
    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension();

    @Test
    @DisplayName("R2: holds its arena while it processes a message")
    void shouldHoldArenaDuringMessage() {
        ActorRef<Counter.Command> counter = actors.kit().spawn(Counter.create());
        TestProbe<Integer> numbers = actors.probe();
        for (int i = 1; i <= 100; i++) {
            counter.tell(new Counter.Add(i));
        }
        counter.tell(new Counter.Get(numbers.ref()));
        numbers.expectMessage(5050);
    }

    @Test
    @DisplayName("R2: others borrow its arena between messages, and never during one")
    void shouldExcludeOthersDuringMessage() {
        ActorRef<Counter.Command> counter = actors.kit().spawn(Counter.create());
        TestProbe<Ref<Counter.Cell>> refs = actors.probe();
        counter.tell(new Counter.WhichRef(refs.ref()));
        Ref<Counter.Cell> cell = refs.receiveMessage();
        int rounds = 5_000;
        try (Threads threads = new Threads()) {
            threads.start("borrower", () -> {
                for (int i = 0; i < rounds; i++) {
                    try (ExclusiveBorrow b = cell.arena().borrow()) {
                        b.get(cell).value++;
                    }
                }
            });
            for (int i = 0; i < rounds; i++) {
                counter.tell(new Counter.Add(1));
            }
            threads.joinAll();
        }
        TestProbe<Integer> numbers = actors.probe();
        counter.tell(new Counter.Get(numbers.ref()));
        numbers.expectMessage(2 * rounds);
    }

    @ParameterizedTest
    @ValueSource(strings = {ArenaDispatchers.COMPENSATING, ArenaDispatchers.VIRTUAL})
    @DisplayName("R2, R10: keeps its arena between messages on our dispatchers, and gives it to whoever waits")
    void shouldExcludeOthersDuringBatches(String dispatcher) {
        int rounds = 20_000;
        TestProbe<Ref<Counter.Cell>> refs = actors.probe();
        ActorRef<Counter.Command> counter =
                actors.kit().spawn(Counter.create(), Props.empty().withDispatcherFromConfig(dispatcher));
        counter.tell(new Counter.WhichRef(refs.ref()));
        Ref<Counter.Cell> cell = refs.receiveMessage();
        try (Threads threads = new Threads()) {
            for (String name : List.of("first", "second")) {
                threads.start("sender-" + name, () -> {
                    for (int i = 0; i < rounds; i++) {
                        counter.tell(new Counter.Add(1));
                    }
                });
            }
            threads.start("borrower", () -> {
                for (int i = 0; i < rounds; i++) {
                    try (ExclusiveBorrow b = cell.arena().borrow()) {
                        b.get(cell).value++;
                    }
                    if (i % 100 == 0) {
                        cell.arena().interpreter().execute(home -> home.get(cell).value++);
                    }
                }
            });
            threads.joinAll();
        }
        TestProbe<Integer> numbers = actors.probe();
        counter.tell(new Counter.Get(numbers.ref()));
        numbers.expectMessage(Duration.ofSeconds(20), 3 * rounds + rounds / 100);
        Await.until("arena released by the idle actor", () -> isFree(cell.arena()));
    }

    @Test
    @DisplayName("is the current interpreter while it runs, and takes tasks from others in between")
    void shouldBeAnInterpreter() {
        TestProbe<String> names = actors.probe();
        ActorRef<String> actor = actors.kit()
                .spawn(ArenaBehaviors.owning(home -> Behaviors.receiveMessage(message -> {
                    names.ref().tell(Interpreter.current() == home.interpreter() ? message : "another");
                    return Behaviors.same();
                })));
        actor.tell("mine");
        names.expectMessage("mine");
        Interpreter interpreter =
                ArenasExtension.get(actors.system()).interpreter(actor).orElseThrow();
        Ref<Counter.Cell> cell = interpreter.call(home -> home.own(new Counter.Cell()));
        for (int i = 0; i < 1_000; i++) {
            interpreter.execute(home -> home.get(cell).value++);
            actor.tell("again");
        }
        assertThat(interpreter.<Integer>call(home -> home.get(cell).value)).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            names.expectMessage("again");
        }
    }

    @Test
    @DisplayName("R9: closes its arena when it stops: Refs throw, waiters wake")
    void shouldCloseArenaWhenStopped() {
        ActorRef<Counter.Command> counter = actors.kit().spawn(Counter.create());
        TestProbe<Ref<Counter.Cell>> refs = actors.probe();
        counter.tell(new Counter.WhichRef(refs.ref()));
        Ref<Counter.Cell> cell = refs.receiveMessage();
        counter.tell(new Counter.Stop());
        actors.probe().expectTerminated(counter);
        Await.until("arena closed", () -> cell.arena().isClosed());
        assertThatThrownBy(() -> cell.read(c -> c.value)).isInstanceOf(ArenaClosedException.class);
        assertThat(ArenasExtension.get(actors.system()).actors()).isEmpty();
    }

    @Test
    @DisplayName("R9: who waits for the arena of an actor that stops gets an exception")
    void shouldWakeWaitersWhenStopped() {
        CompletableFuture<Arena> arena = new CompletableFuture<>();
        java.util.concurrent.CountDownLatch stop = new java.util.concurrent.CountDownLatch(1);
        Behavior<String> behavior = ArenaBehaviors.owning(home -> Behaviors.receiveMessage(message -> {
            arena.complete(home.arena());
            Await.open(stop);
            return Behaviors.stopped();
        }));
        ActorRef<String> actor = actors.kit().spawn(behavior);
        actor.tell("go");
        try (Threads threads = new Threads()) {
            threads.start(
                    "waiter",
                    () -> assertThatThrownBy(() -> {
                                // The first may be granted between the message and the actor's last signal.
                                arena.join().borrow().close();
                                Await.until("closed", () -> arena.join().isClosed());
                                arena.join().borrow();
                            })
                            .isInstanceOf(ArenaClosedException.class));
            Await.waiters(arena.join(), 1);
            stop.countDown();
            threads.joinAll();
        }
    }

    @Test
    @DisplayName("R3: its home throws outside its messages")
    void shouldRejectHomeOutsideMessages() {
        CompletableFuture<ActorHome> escaped = new CompletableFuture<>();
        ActorRef<String> actor = actors.kit().spawn(ArenaBehaviors.owning(home -> {
            escaped.complete(home);
            return Behaviors.ignore();
        }));
        ActorHome home = escaped.join();
        Await.until("started", () -> isFree(home.arena()));
        assertThatThrownBy(() -> home.own(new Counter.Cell()))
                .isInstanceOf(NotHeldException.class)
                .hasMessageContaining("arena is not held: arena=/user/");
        actors.kit().stop(actor);
    }

    private static boolean isFree(Arena arena) {
        try (ExclusiveBorrow borrow = arena.tryBorrow()) {
            return borrow != null;
        }
    }

    @Test
    @DisplayName("works with timers, stashes, pipeToSelf and routers")
    void shouldWorkWithAnyBehavior() {
        TestProbe<String> told = actors.probe();
        Behavior<String> behavior = ArenaBehaviors.owning(home -> {
            Ref<StringBuilder> text = home.own(new StringBuilder());
            return Behaviors.withTimers(timers -> Behaviors.withStash(
                    10,
                    stash -> Behaviors.setup(context -> {
                        timers.startSingleTimer("timer", Duration.ofMillis(1));
                        return Behaviors.receive(String.class)
                                .onMessageEquals("timer", () -> {
                                    home.get(text).append("timer ");
                                    context.pipeToSelf(CompletableFuture.completedFuture("piped"), (value, e) -> value);
                                    return Behaviors.same();
                                })
                                .onMessageEquals("piped", () -> {
                                    home.get(text).append("piped ");
                                    return stash.unstashAll(Behaviors.<String>receiveMessage(message -> {
                                        home.get(text).append(message);
                                        told.ref().tell(home.get(text).toString());
                                        return Behaviors.same();
                                    }));
                                })
                                .onAnyMessage(message -> {
                                    stash.stash(message);
                                    return Behaviors.same();
                                })
                                .build();
                    })));
        });
        ActorRef<String> router = actors.kit().spawn(Routers.pool(1, behavior));
        router.tell("stashed");
        told.expectMessage("timer piped stashed");
    }

    @Test
    @DisplayName("says so when a behavior is given a second arena")
    void shouldRejectTwoArenas() {
        Behavior<String> twice = ArenaBehaviors.owning(outer -> ArenaBehaviors.owning(inner -> Behaviors.ignore()));
        ActorRef<String> actor = actors.kit().spawn(twice);
        actors.probe().expectTerminated(actor);
        Await.until(
                "arena closed",
                () -> ArenasExtension.get(actors.system()).actors().isEmpty());
    }
}
