package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.arenas.error.SelfCallException;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R13 One task at a time")
@DisplayNameGeneration(RuleNames.class)
class R13OneTaskAtATimeTest {
    private final Interpreter bank = Interpreter.create("bank");
    private final Interpreter audit = Interpreter.create("audit");
    private final Arena other = Arena.create("other");
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        bank.close();
        audit.close();
        other.close();
    }

    @Test
    void shouldNotStartTheNextTaskWhileOneWaitsForAnArena() {
        try (Holder holder = Holder.of(other)) {
            nextTaskWaitsFor(
                    home -> {
                        other.borrow().close();
                        order.add("first went on");
                    },
                    () -> Await.waiters(other, 1),
                    holder::release);
        }
    }

    @Test
    void shouldNotStartTheNextTaskWhileOneWaitsForSeveralArenas() {
        try (Holder holder = Holder.of(other)) {
            nextTaskWaitsFor(
                    home -> {
                        Arenas.borrow(write(other), write(audit.arena())).close();
                        order.add("first went on");
                    },
                    () -> Await.waiters(other, 1),
                    holder::release);
        }
    }

    @Test
    void shouldNotStartTheNextTaskWhileOneIsSuspended() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        nextTaskWaitsFor(
                home -> {
                    openInside(home, inside, goOn);
                    order.add("first went on");
                },
                () -> Await.open(inside),
                goOn::countDown);
    }

    @Test
    void shouldNotStartTheNextTaskWhileOneWaitsForAnAnswer() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        audit.execute(home -> openInside(home, inside, goOn));
        nextTaskWaitsFor(
                home -> order.add("first went on with " + audit.<Integer>call(there -> 7)),
                () -> Await.open(inside),
                goOn::countDown);
        assertThat(order).containsExactly("first went on with 7", "second");
    }

    @Test
    void shouldNotStartTheNextTaskWhileOneRunsAnAnswerItself() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        nextTaskWaitsFor(
                home -> {
                    audit.call(there -> {
                        openInside(there, inside, goOn);
                        return null;
                    });
                    order.add("first went on");
                },
                () -> Await.open(inside),
                goOn::countDown);
    }

    @Test
    void shouldNotStartTheNextTaskWhileOneWaitsForABehaviour() {
        try (Holder holder = Holder.of(other)) {
            CompletionStage<Integer> stage = Arenas.when(write(other)).call(b -> 3);
            nextTaskWaitsFor(home -> order.add("first went on with " + Arenas.join(stage)), () -> {}, holder::release);
        }
        assertThat(order).containsExactly("first went on with 3", "second");
    }

    /** Waits so that the only carrier of a small machine is compensated. */
    private static void openInside(Home home, CountDownLatch inside, CountDownLatch goOn) {
        home.suspendDuring(() -> {
            inside.countDown();
            Await.open(goOn);
            return null;
        });
    }

    /** The home arena is free meanwhile, and behaviours run on it, but the interpreter's next task does not. */
    private void nextTaskWaitsFor(Consumer<? super Home> first, Runnable untilItWaits, Runnable goOn) {
        bank.execute(first);
        untilItWaits.run();
        CompletionStage<?> second = bank.submit(home -> order.add("second"));

        // Whoever wants the home arena gets it: it is given up by now, or very soon.
        Arenas.join(Arenas.when(write(bank.arena())).run(b -> bank.arena().assertHeld()));
        bank.arena().borrow().close();
        assertThat(order).isEmpty();
        assertThat(second.toCompletableFuture()).isNotDone();
        assertThat(bank.pendingTasks()).isEqualTo(2);

        goOn.run();
        Arenas.join(second);
        assertThat(order).hasSize(2).last().isEqualTo("second");
    }

    @Test
    void shouldRejectAnInterpreterThatCallsItself() {
        AtomicInteger ran = new AtomicInteger();

        assertThatThrownBy(() -> bank.call(home -> bank.call(again -> ran.incrementAndGet())))
                .isInstanceOf(SelfCallException.class);

        assertThat(ran).hasValue(0);
        int afterwards = bank.call(home -> 1);
        assertThat(afterwards).isEqualTo(1);
        assertThat(bank.pendingTasks()).isZero();
    }

    @Test
    void shouldLetATaskGiveAnotherOneToItsOwnInterpreter() {
        bank.call(home -> {
            bank.execute(next -> order.add("second"));
            order.add("first");
            return null;
        });

        bank.call(home -> order.add("third"));

        assertThat(order).containsExactly("first", "second", "third");
    }

    @Test
    void shouldRunTasksOneByOneInOrderWhoeverGivesThemAndHowever() {
        AtomicInteger running = new AtomicInteger();
        List<List<Integer>> ran = new ArrayList<>();
        int givers = 4;
        int tasks = 1_500;
        try (Threads threads = new Threads()) {
            for (int t = 0; t < givers; t++) {
                int giver = t;
                ran.add(new ArrayList<>());
                threads.start("giver " + t, () -> {
                    for (int i = 0; i < tasks; i++) {
                        int number = i;
                        Consumer<Home> body = home -> {
                            assertThat(running.getAndIncrement()).isZero();
                            ran.get(giver).add(number);
                            if (number % 97 == 0) {
                                other.borrow().close();
                                home.yield();
                                home.suspendDuring(() -> null);
                            }
                            running.decrementAndGet();
                        };
                        if (i % 3 == 0) {
                            bank.call(home -> {
                                body.accept(home);
                                return null;
                            });
                        } else if (i % 3 == 1) {
                            bank.execute(body);
                        } else {
                            CompletionStage<?> unused = bank.submit(home -> {
                                body.accept(home);
                                return null;
                            });
                        }
                    }
                });
            }
            threads.joinAll();
        }
        bank.call(home -> null);

        for (List<Integer> ofOne : ran) {
            assertThat(ofOne).hasSize(tasks).isSorted();
        }
    }
}
