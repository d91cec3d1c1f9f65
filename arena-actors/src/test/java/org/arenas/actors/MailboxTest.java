package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.AllDeadLetters;
import akka.actor.DeadLetter;
import akka.actor.Dropped;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A metered mailbox")
class MailboxTest {
    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("""
            arenas.mailboxes.bounded-3 = { mailbox-type = "org.arenas.actors.MeteredMailbox$Bounded"
                                           mailbox-capacity = 3, overflow = drop-newest }
            arenas.mailboxes.bounded-7 = { mailbox-type = "org.arenas.actors.MeteredMailbox$Bounded"
                                           mailbox-capacity = 0, overflow = drop-newest }
            arenas.mailboxes.bounded-9 = { mailbox-type = "org.arenas.actors.MeteredMailbox$Bounded"
                                           mailbox-capacity = 9, overflow = drop-none }
            akka.log-dead-letters = off
            akka.log-dead-letters-during-shutdown = off
            """);

    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    /** Stands in its first message until the test lets it go on; tells the others. */
    private Behavior<Integer> gate(ActorRef<Integer> told) {
        return Behaviors.receiveMessage(message -> {
            begun.countDown();
            Await.open(go);
            told.tell(message);
            return message < 0 ? Behaviors.stopped() : Behaviors.same();
        });
    }

    private TestProbe<AllDeadLetters> losses() {
        TestProbe<AllDeadLetters> probe = actors.kit().createTestProbe(AllDeadLetters.class);
        subscribe(probe.ref());
        return probe;
    }

    /** Done when it returns. */
    private void subscribe(ActorRef<AllDeadLetters> listener) {
        Adapter.toClassic(actors.system()).eventStream().subscribe(Adapter.toClassic(listener), AllDeadLetters.class);
    }

    private MailboxMetrics metrics(ActorRef<?> actor) {
        return ArenasExtension.get(actors.system()).mailbox(actor).orElseThrow();
    }

    @Test
    @DisplayName("publishes what it drops, counts it, and lets the rest through in order")
    void shouldPublishDropped() {
        TestProbe<AllDeadLetters> losses = losses();
        TestProbe<Integer> told = actors.probe();
        ActorRef<Integer> gate = actors.kit().spawn(gate(told.ref()), "gate", ArenaMailboxes.bounded(3));
        gate.tell(0);
        Await.open(begun);
        for (int i = 1; i <= 5; i++) {
            gate.tell(i);
        }
        List<AllDeadLetters> lost = List.of(losses.receiveMessage(), losses.receiveMessage());
        assertThat(lost).allSatisfy(loss -> assertThat(loss).isInstanceOf(Dropped.class));
        assertThat(lost).extracting(AllDeadLetters::message).containsExactly(4, 5);
        assertThat(((Dropped) lost.get(0)).reason()).isEqualTo("mailbox is full: capacity=3, overflow=drop-newest");
        MailboxMetrics metrics = metrics(gate);
        assertThat(metrics.actor()).isEqualTo(gate);
        assertThat(List.of(metrics.size(), metrics.most(), metrics.capacity())).containsExactly(3, 3, 3);
        assertThat(List.of(metrics.received(), metrics.dequeued(), metrics.dropped()))
                .containsExactly(6L, 1L, 2L);
        assertThat(metrics.oldest()).isPositive();
        go.countDown();
        for (int i = 0; i <= 3; i++) {
            told.expectMessage(i);
        }
        Await.until("empty", () -> metrics(gate).size() == 0);
    }

    @Test
    @DisplayName("drops the oldest if told so")
    void shouldDropOldest() {
        TestProbe<Integer> told = actors.probe();
        ActorRef<Integer> gate = actors.kit().spawn(gate(told.ref()), "gate", ArenaMailboxes.droppingOldest());
        gate.tell(0);
        Await.open(begun);
        for (int i = 1; i <= 1_010; i++) {
            gate.tell(i);
        }
        assertThat(metrics(gate).dropped()).isEqualTo(10);
        go.countDown();
        told.expectMessage(0);
        for (int i = 11; i <= 1_010; i++) {
            told.expectMessage(i);
        }
    }

    @Test
    @DisplayName("R9: what is in it when its actor stops, and what comes later, becomes a dead letter")
    void shouldDrainToDeadLetters() {
        TestProbe<AllDeadLetters> losses = losses();
        TestProbe<Integer> told = actors.probe();
        ActorRef<Integer> gate = actors.kit().spawn(gate(told.ref()), "gate", ArenaMailboxes.unbounded());
        gate.tell(-1);
        Await.open(begun);
        for (int i = 1; i <= 20; i++) {
            gate.tell(i);
        }
        go.countDown();
        told.expectTerminated(gate);
        gate.tell(21);
        List<Object> dead = new ArrayList<>();
        for (int i = 1; i <= 21; i++) {
            AllDeadLetters loss = losses.receiveMessage();
            assertThat(loss).isInstanceOf(DeadLetter.class);
            assertThat(loss.recipient().path().name()).isEqualTo("gate");
            dead.add(loss.message());
        }
        // Akka answers who watches an actor whose mailbox is being emptied that it has ended.
        assertThat(dead.remove((Object) 21)).isTrue();
        assertThat(dead)
                .isEqualTo(IntStream.rangeClosed(1, 20).<Object>mapToObj(i -> i).toList());
        assertThat(ArenasExtension.get(actors.system()).mailbox(gate)).isEmpty();
        assertThat(ArenasExtension.get(actors.system()).mailboxes()).isEmpty();
    }

    /** Wants an answer, perhaps after having asked somebody else. */
    private record Question(Optional<ActorRef<Question>> first, Duration timeout, ActorRef<String> replyTo) {}

    private Behavior<Question> relay(CountDownLatch gate) {
        return ArenaBehaviors.owning(home -> Behaviors.receiveMessage(question -> {
            begun.countDown();
            Await.open(gate);
            String answer = question.first().isEmpty() ? "answer" : asked(home, question);
            question.replyTo().tell(answer);
            return Behaviors.same();
        }));
    }

    private String asked(ActorHome home, Question question) {
        try {
            return home.<Question, String>askAndWait(
                    question.first().orElseThrow(),
                    replyTo -> new Question(Optional.empty(), Duration.ZERO, replyTo),
                    question.timeout(),
                    actors.system());
        } catch (CompletionException | DeadlockException e) {
            return e.getMessage().contains("Ask timed out") ? "timeout" : e.toString();
        }
    }

    @Test
    @DisplayName("R5: a question that was dropped is no reason for a deadlock")
    void shouldNotSeeDeadlockInDroppedAsk() {
        TestProbe<String> answers = actors.probe();
        ActorRef<Question> full = actors.kit().spawn(relay(go), "full", ArenaMailboxes.bounded(1));
        ActorRef<Question> asker = actors.kit().spawn(relay(new CountDownLatch(0)), "asker");
        // The first one is being processed, the second one fills the mailbox, the asker's is dropped.
        full.tell(new Question(Optional.of(asker), Duration.ofSeconds(20), answers.ref()));
        Await.open(begun);
        full.tell(new Question(Optional.empty(), Duration.ZERO, actors.system().ignoreRef()));
        asker.tell(new Question(Optional.of(full), Duration.ofMillis(500), answers.ref()));
        Await.until("dropped", () -> metrics(full).dropped() == 1);
        go.countDown();
        assertThat(answers.receiveMessage()).isEqualTo("timeout");
        assertThat(answers.receiveMessage()).isEqualTo("answer");
    }

    @Test
    @DisplayName("lets Akka's own messages through when it is full: watching, stopping")
    void shouldNotHoldUpSystemMessages() {
        TestProbe<Integer> told = actors.probe();
        ActorRef<Integer> parent = actors.kit().spawn(Behaviors.setup(context -> {
            ActorRef<Integer> gate = context.spawn(gate(told.ref()), "gate", ArenaMailboxes.bounded(1));
            gate.tell(0);
            Await.open(begun);
            gate.tell(1);
            gate.tell(2);
            context.watchWith(gate, 42);
            context.stop(gate);
            go.countDown();
            return Behaviors.receiveMessage(message -> {
                told.ref().tell(message);
                return Behaviors.same();
            });
        }));
        told.expectMessage(0);
        told.expectMessage(42);
        actors.kit().stop(parent);
    }

    @Test
    @DisplayName("of somebody who listens to losses does not lose its own losses again and again")
    void shouldNotPublishLossesOfLosses() {
        ActorRef<AllDeadLetters> listener = actors.kit()
                .spawn(
                        Behaviors.receiveMessage(loss -> {
                            begun.countDown();
                            Await.open(go);
                            return Behaviors.same();
                        }),
                        "listener",
                        ArenaMailboxes.bounded(1));
        subscribe(listener);
        ActorRef<Object> nobody = actors.system().deadLetters();
        nobody.tell("lost");
        Await.open(begun);
        for (int i = 0; i < 11; i++) {
            nobody.tell("lost");
        }
        assertThat(metrics(listener).dropped()).isEqualTo(10);
        go.countDown();
    }

    @Test
    @DisplayName("can be the default of a whole system, Akka's own actors included")
    void shouldBeDefaultOfSystem() {
        Config config = actors.system().settings().config();
        ConfigValue unbounded = config.getValue("arenas.mailboxes.unbounded");
        ActorTestKit kit = ActorTestKit.create(
                "everywhere",
                config.withValue(
                                "akka.actor.default-mailbox.mailbox-type",
                                unbounded.atKey("x").getValue("x.mailbox-type"))
                        .withValue("akka.actor.typed.default-mailbox", unbounded));
        try {
            TestProbe<Integer> numbers = kit.createTestProbe();
            ActorRef<Counter.Command> counter = kit.spawn(Counter.create(), "counter");
            counter.tell(new Counter.Get(numbers.ref()));
            numbers.expectMessage(0);
            ArenasExtension extension = ArenasExtension.get(kit.system());
            assertThat(extension.mailbox(counter).orElseThrow().dequeued()).isEqualTo(1);
            assertThat(extension.mailboxes())
                    .extracting(metrics -> metrics.actor().path().toStringWithoutAddress())
                    .contains("/", "/user", "/system");
        } finally {
            kit.shutdownTestKit();
        }
    }

    @Test
    @DisplayName("is listed with the arena of its actor")
    void shouldBeListedWithArenas() {
        ActorRef<Counter.Command> counter = actors.kit().spawn(Counter.create(), "counter", ArenaMailboxes.bounded());
        ActorRef<Counter.Command> plain = actors.kit().spawn(Counter.create(), "plain", Props.empty());
        TestProbe<Integer> numbers = actors.probe();
        for (ActorRef<Counter.Command> each : List.of(counter, plain)) {
            each.tell(new Counter.Add(3));
            each.tell(new Counter.Get(numbers.ref()));
            numbers.expectMessage(3);
        }
        assertThat(ArenasExtension.get(actors.system()).actors())
                .filteredOn(entry -> entry.mailbox().isPresent())
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(counter))
                .satisfies(entry ->
                        assertThat(entry.mailbox().orElseThrow().dequeued()).isEqualTo(2))
                .satisfies(entry ->
                        assertThat(entry.mailbox().orElseThrow().capacity()).isEqualTo(1_000));
        assertThat(ArenasExtension.get(actors.system()).mailbox(plain)).isEmpty();
    }

    @Test
    @DisplayName("says what is wrong with its configuration")
    void shouldRejectBadConfiguration() {
        assertThatThrownBy(() -> ArenaMailboxes.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity of a mailbox is out of range: capacity=0; use 1 or more, or unbounded()");
        for (int capacity : new int[] {7, 9, 11}) {
            TestProbe<String> why = actors.probe();
            actors.kit().spawn(Behaviors.setup(context -> {
                try {
                    context.spawn(Behaviors.empty(), "bad", ArenaMailboxes.bounded(capacity));
                } catch (RuntimeException e) {
                    Throwable cause = e;
                    while (cause.getCause() != null) {
                        cause = cause.getCause();
                    }
                    why.ref().tell(String.valueOf(cause.getMessage()));
                }
                return Behaviors.empty();
            }));
            String expected = switch (capacity) {
                case 7 -> "out of range: given=0; use 1 or more";
                case 9 -> "no such value: given=drop-none; use one of [drop-newest, drop-oldest]";
                default -> "Mailbox Type [arenas.mailboxes.bounded-11] not configured";
            };
            assertThat(why.receiveMessage()).contains(expected);
        }
    }
}
