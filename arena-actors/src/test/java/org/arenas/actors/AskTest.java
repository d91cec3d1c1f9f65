package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.error.DeadlockException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.error.NotShareableException;
import org.arenas.error.SelfCallException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("An actor with an arena that waits for others")
class AskTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension();

    /** Asks another actor, if there is one, and answers with what came back and what was thrown. */
    private record Question(String text, List<ActorRef<Question>> route, ActorRef<String> replyTo) {}

    private Behavior<Question> relay(Duration timeout) {
        return ArenaBehaviors.owning(home -> Behaviors.receiveMessage(question -> {
            String answer;
            if (question.route().isEmpty()) {
                answer = question.text();
            } else {
                List<ActorRef<Question>> rest =
                        question.route().subList(1, question.route().size());
                try {
                    answer = home.<Question, String>askAndWait(
                            question.route().get(0),
                            replyTo -> new Question(question.text() + "+", rest, replyTo),
                            timeout,
                            actors.system());
                } catch (DeadlockException | SelfCallException | InterpreterClosedException e) {
                    answer = e.getClass().getSimpleName();
                } catch (CompletionException e) {
                    answer = e.getCause().getClass().getSimpleName();
                }
            }
            question.replyTo().tell(answer);
            return Behaviors.same();
        }));
    }

    @Test
    @DisplayName("gets the answer, through a chain of actors")
    void shouldGetAnswer() {
        ActorRef<Question> a = actors.kit().spawn(relay(LONG));
        ActorRef<Question> b = actors.kit().spawn(relay(LONG));
        ActorRef<Question> c = actors.kit().spawn(relay(LONG));
        TestProbe<String> answers = actors.probe();
        a.tell(new Question("q", List.of(b, c), answers.ref()));
        answers.expectMessage("q++");
    }

    @Test
    @DisplayName("R5: a cycle of asks throws at once, naming the actors")
    void shouldDetectCycleOfAsks() {
        ActorRef<Question> a = actors.kit().spawn(relay(LONG), "a");
        ActorRef<Question> b = actors.kit().spawn(relay(LONG), "b");
        ActorRef<Question> c = actors.kit().spawn(relay(LONG), "c");
        TestProbe<String> answers = actors.probe();
        a.tell(new Question("q", List.of(b, c, a), answers.ref()));
        assertThat(answers.receiveMessage()).isEqualTo("DeadlockException");
    }

    @Test
    @DisplayName("R5: asking itself throws")
    void shouldRejectSelf() {
        ActorRef<Question> a = actors.kit().spawn(relay(LONG));
        TestProbe<String> answers = actors.probe();
        a.tell(new Question("q", List.of(a), answers.ref()));
        answers.expectMessage("SelfCallException");
    }

    @Test
    @DisplayName("R9: hears at once that the other ends without having come to the question")
    void shouldHearThatOtherEnds() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ActorRef<Question> ending = actors.kit()
                .spawn(
                        ArenaBehaviors.owning(home -> Behaviors.receiveMessage(question -> {
                            begun.countDown();
                            Await.open(go);
                            return Behaviors.stopped();
                        })),
                        "ending");
        TestProbe<String> answers = actors.probe();
        ending.tell(new Question("end", List.of(), answers.ref()));
        Await.open(begun);
        ActorRef<Question> asker = actors.kit().spawn(relay(LONG), "asker");
        asker.tell(new Question("q", List.of(ending), answers.ref()));
        Await.until("asked", () -> isAsked(ending));
        go.countDown();
        answers.expectMessage("InterpreterClosedException");
    }

    private boolean isAsked(ActorRef<?> actor) {
        return ArenasExtension.get(actors.system()).live(actor).isAsked();
    }

    @Test
    @DisplayName("waits no longer than it says")
    void shouldTimeOut() {
        ActorRef<Question> silent = actors.kit().spawn(Behaviors.ignore());
        ActorRef<Question> a = actors.kit().spawn(relay(Duration.ofMillis(50)));
        TestProbe<String> answers = actors.probe();
        a.tell(new Question("q", List.of(silent), answers.ref()));
        answers.expectMessage("TimeoutException");
    }

    @Test
    @DisplayName("R5: an ask that was passed on is no deadlock, though the one asked waits for the asker")
    void shouldNotSeeDeadlockInForwardedAsk() {
        CountDownLatch forwarded = new CountDownLatch(1);
        TestProbe<String> answers = actors.probe();
        TestProbe<Question> last = actors.probe();
        ActorRef<Question> asker = actors.kit().spawn(relay(LONG), "asker");
        // Passes the first question on, and then, busy with a second, waits for the one who asked the first.
        ActorRef<Question> middle = actors.kit()
                .spawn(
                        ArenaBehaviors.owning(home -> Behaviors.receiveMessage(question -> {
                            if (question.text().startsWith("pass")) {
                                last.ref().tell(question);
                                forwarded.countDown();
                            } else {
                                question.replyTo()
                                        .tell(home.<Question, String>askAndWait(
                                                asker,
                                                replyTo -> new Question("late", List.of(), replyTo),
                                                LONG,
                                                actors.system()));
                            }
                            return Behaviors.same();
                        })),
                        "middle");
        asker.tell(new Question("pass", List.of(middle), answers.ref()));
        Await.open(forwarded);
        TestProbe<String> second = actors.probe();
        middle.tell(new Question("second", List.of(), second.ref()));
        Question passed = last.receiveMessage();
        second.expectNoMessage(Duration.ofMillis(300));
        passed.replyTo().tell("answered by another");
        answers.expectMessage("answered by another");
        second.expectMessage("late");
    }

    @Test
    @DisplayName("gives its home up meanwhile")
    void shouldSuspendHomeWhileItWaits() {
        TestProbe<Question> asked = actors.probe();
        TestProbe<String> answers = actors.probe();
        ActorRef<Question> a = actors.kit().spawn(relay(LONG));
        a.tell(new Question("q", List.of(asked.ref()), answers.ref()));
        Question question = asked.receiveMessage();
        Arena home = ArenasExtension.get(actors.system())
                .interpreter(a)
                .orElseThrow()
                .arena();
        try (ExclusiveBorrow b = home.borrow()) {
            b.own(new Counter.Cell());
        }
        question.replyTo().tell("done");
        answers.expectMessage("done");
    }

    @Test
    @DisplayName("R5: a cycle of a borrow and an ask throws")
    void shouldDetectCycleOfBorrowAndAsk() {
        try (Arena shared = Arena.create("shared")) {
            CountDownLatch holding = new CountDownLatch(1);
            TestProbe<String> outcome = actors.probe();
            ActorRef<ActorRef<String>> answering = actors.kit()
                    .spawn(ArenaBehaviors.owning(home -> Behaviors.receiveMessage(replyTo -> {
                        Await.open(holding);
                        try (ExclusiveBorrow b = shared.borrow()) {
                            replyTo.tell("borrowed " + b.arena().name());
                        } catch (DeadlockException e) {
                            outcome.ref().tell("the one who answers");
                            replyTo.tell("deadlock there");
                        }
                        return Behaviors.same();
                    })));
            ActorRef<String> asking = actors.kit()
                    .spawn(ArenaBehaviors.owning(home -> Behaviors.receiveMessage(go -> {
                        try (ExclusiveBorrow b = shared.borrow()) {
                            b.own(new Counter.Cell());
                            holding.countDown();
                            String answer = home.<ActorRef<String>, String>askAndWait(
                                    answering, replyTo -> replyTo, LONG, actors.system());
                            outcome.ref().tell(answer);
                        } catch (DeadlockException e) {
                            outcome.ref().tell("the one who asks");
                        }
                        return Behaviors.same();
                    })));
            asking.tell("go");
            assertThat(outcome.receiveMessage()).startsWith("the one who");
        }
    }

    private record Sum(long value, String failure) {}

    @Test
    @DisplayName("gets the result of a behaviour as a message")
    void shouldPipeBehaviours() {
        try (Arena first = Arena.create("first");
                Arena second = Arena.create("second")) {
            Ref<long[]> one;
            Ref<long[]> two;
            try (ExclusiveBorrow b = first.borrow()) {
                one = b.own(new long[] {40});
            }
            try (ExclusiveBorrow b = second.borrow()) {
                two = b.own(new long[] {2});
            }
            TestProbe<Sum> sums = actors.probe();
            actors.kit()
                    .spawn(ArenaBehaviors.<Sum>owning(home -> Behaviors.setup(context -> {
                        Ref<Counter.Cell> count = home.own(new Counter.Cell());
                        ArenaBehaviors.pipeWhen(
                                context,
                                Access.write(first),
                                Access.read(second),
                                b -> b.get(one)[0] += b.get(two)[0],
                                (sum, failure) -> new Sum(sum, ""));
                        ArenaBehaviors.pipeWhen(context, Access.read(first), b -> b.get(one), (array, failure) -> {
                            assertThat(failure).isInstanceOf(NotShareableException.class);
                            return new Sum(-1, failure.getClass().getSimpleName());
                        });
                        return Behaviors.receiveMessage(sum -> {
                            home.get(count).value++;
                            sums.ref().tell(sum);
                            return Behaviors.same();
                        });
                    })));
            assertThat(List.of(sums.receiveMessage(), sums.receiveMessage()))
                    .containsExactlyInAnyOrder(new Sum(42, ""), new Sum(-1, "NotShareableException"));
        }
    }

    @Test
    @DisplayName("R5: two actors that borrow each other's arena both go on")
    void shouldBorrowFromEachOther() {
        int rounds = 2_000;
        TestProbe<Ref<Counter.Cell>> refs = actors.probe();
        ActorRef<Counter.Command> left = actors.kit().spawn(Counter.create());
        ActorRef<Counter.Command> right = actors.kit().spawn(Counter.create());
        left.tell(new Counter.WhichRef(refs.ref()));
        Ref<Counter.Cell> leftCell = refs.receiveMessage();
        right.tell(new Counter.WhichRef(refs.ref()));
        Ref<Counter.Cell> rightCell = refs.receiveMessage();
        TestProbe<String> done = actors.probe();
        ActorRef<Integer> a = actors.kit().spawn(borrower(leftCell, rightCell, done.ref()));
        ActorRef<Integer> b = actors.kit().spawn(borrower(rightCell, leftCell, done.ref()));
        for (int i = rounds; i > 0; i--) {
            a.tell(i);
            b.tell(i);
        }
        done.expectMessage(LONG, "done");
        done.expectMessage(LONG, "done");
        assertThat(leftCell.<Integer>read(cell -> cell.value) + rightCell.<Integer>read(cell -> cell.value))
                .isEqualTo(4 * rounds);
    }

    private static Behavior<Integer> borrower(
            Ref<Counter.Cell> first, Ref<Counter.Cell> second, ActorRef<String> done) {
        return ArenaBehaviors.owning(home -> Behaviors.receiveMessage(left -> {
            try (var b = org.arenas.Arenas.borrow(Access.write(first.arena()), Access.write(second.arena()))) {
                b.get(first).value++;
                b.get(second).value++;
            }
            if (left == 1) {
                done.tell("done");
            }
            return Behaviors.same();
        }));
    }

    @Test
    @DisplayName("fails the message that leaves a borrow open, and goes on without it")
    void shouldReportLeakedBorrow() {
        try (Arena other = Arena.create("other")) {
            TestProbe<ActorEnd> ends = actors.probe();
            ActorRef<String> leaking = actors.kit()
                    .spawn(ArenaBehaviors.owning(home -> Behaviors.receiveMessage(m -> {
                        other.borrow();
                        return Behaviors.same();
                    })));
            actors.kit().spawn(Behaviors.<ActorEnd>setup(context -> {
                ArenaBehaviors.watch(context, leaking, end -> end);
                return Behaviors.receiveMessage(end -> {
                    ends.ref().tell(end);
                    return Behaviors.same();
                });
            }));
            leaking.tell("go");
            assertThat(ends.receiveMessage().failure()).get().isInstanceOf(org.arenas.error.BorrowLeakException.class);
            other.borrow().close();
        }
    }
}
