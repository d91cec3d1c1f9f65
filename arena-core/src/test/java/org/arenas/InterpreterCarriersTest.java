package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/** Carriers of the user's own, good and bad ones. */
class InterpreterCarriersTest {
    private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> ranOn = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Runnable> dropped = new ConcurrentLinkedQueue<>();

    /** An interpreter whose carriers keep what they are given, and run nothing. */
    private Interpreter dropping() {
        return Interpreter.builder("dropping").carriers(dropped::add).create();
    }

    /** Gives tasks while the home arena is held, so that they wait as a batch, and lets the carriers drop that. */
    private void dropBatch(Interpreter dropping, Runnable give) {
        try (Holder holder = Holder.of(dropping.arena())) {
            give.run();
            // The turn that goes away again, and leaves a batch in the queue.
            dropped.remove().run();
            Await.waiters(dropping.arena(), 1);
            holder.release();
            Await.until("the batch is granted", () -> !dropped.isEmpty());
        }
        assertThat(dropping.arena().tryBorrow()).isNull();
    }

    private void note(int number) {
        order.add(number);
        ranOn.add(Thread.currentThread());
    }

    @Test
    void shouldRunAllTasksOnTheOneThreadOfItsCarriers() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (Interpreter bank = Interpreter.builder("bank").carriers(single).create()) {
            Thread thread = single.submit(Thread::currentThread).get(20, TimeUnit.SECONDS);
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                bank.execute(home -> note(number));
            }
            Await.until("all have run", () -> bank.pendingTasks() == 0);

            assertThat(order).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
            assertThat(ranOn).containsOnly(thread);
        } finally {
            single.shutdown();
            assertThat(single.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldLetInterpretersThatShareOneThreadCallEachOther() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (Interpreter bank = Interpreter.builder("bank").carriers(single).create();
                Interpreter audit =
                        Interpreter.builder("audit").carriers(single).create()) {
            for (int i = 0; i < 200; i++) {
                CompletionStage<Integer> one = bank.submit(home -> audit.<Integer>call(there -> 1));
                CompletionStage<Integer> two = audit.submit(home -> bank.<Integer>call(there -> 2));
                // They may meet, and then one of them throws: never do both wait for ever.
                assertThat(answerOrDeadlock(one, 1) + answerOrDeadlock(two, 2)).isPositive();
            }
        } finally {
            single.shutdown();
            assertThat(single.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static int answerOrDeadlock(CompletionStage<Integer> stage, int expected) {
        try {
            int answer = Arenas.join(stage);
            assertThat(answer).isEqualTo(expected);
            return 1;
        } catch (DeadlockException e) {
            return 0;
        }
    }

    @Test
    void shouldNeverRunATaskOnTheThreadThatGivesIt() {
        try (Interpreter bank =
                Interpreter.builder("bank").carriers(Runnable::run).create()) {
            for (int i = 0; i < 100; i++) {
                int number = i;
                bank.execute(home -> note(number));
            }
            Await.until("all have run", () -> bank.pendingTasks() == 0);
            assertThat(order).isEqualTo(IntStream.range(0, 100).boxed().toList());
            assertThat(ranOn).doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void shouldNotRunATaskOnTheThreadThatReleasesTheHome() {
        try (Interpreter bank =
                Interpreter.builder("bank").carriers(Runnable::run).create()) {
            try (Holder holder = Holder.of(bank.arena())) {
                bank.execute(home -> note(1));
                Await.waiters(bank.arena(), 1);
                holder.release();
                Await.until("it has run", () -> bank.pendingTasks() == 0);
                assertThat(ranOn).hasSize(1).doesNotContain(holder.thread(), Thread.currentThread());
            }
        }
    }

    @Test
    void shouldNotRecurseHoweverManyTasksATaskGives() {
        try (Interpreter bank =
                Interpreter.builder("bank").carriers(Runnable::run).create()) {
            bank.execute(home -> {
                for (int i = 0; i < 20_000; i++) {
                    int number = i;
                    CompletionStage<?> unused = bank.submit(next -> order.add(number));
                }
            });
            Await.until("all have run", () -> bank.pendingTasks() == 0);
            assertThat(order).isEqualTo(IntStream.range(0, 20_000).boxed().toList());
        }
    }

    @Test
    void shouldKeepTheGiversInterruptPending() {
        try (Interpreter bank =
                Interpreter.builder("bank").carriers(Runnable::run).create()) {
            Thread.currentThread().interrupt();
            bank.execute(home -> note(1));
            assertThat(Thread.interrupted()).isTrue();
            Await.until("it has run", () -> bank.pendingTasks() == 0);
        }
    }

    @Test
    void shouldLoseNoTaskThatItsCarriersReject() {
        AtomicInteger rejected = new AtomicInteger();
        try (CapturedLog log = CapturedLog.of(Interpreter.class.getName());
                Interpreter bank = Interpreter.builder("bank")
                        .carriers(task -> {
                            rejected.incrementAndGet();
                            throw new RejectedExecutionException("no room");
                        })
                        .create()) {
            try (Holder holder = Holder.of(bank.arena())) {
                bank.execute(home -> note(1));
                // Rejected once when it was given, and then as a batch that holds the home arena.
                Await.waiters(bank.arena(), 1);
                assertThat(rejected).hasValue(1);
                holder.release();
            }
            Await.until("it has run", () -> bank.pendingTasks() == 0);

            assertThat(rejected).hasValueGreaterThanOrEqualTo(2);
            assertThat(order).containsExactly(1);
            assertThat(log.messages())
                    .hasSize(rejected.get())
                    .allSatisfy(message -> assertThat(message)
                            .startsWith("carriers rejected, the shared ones take over: interpreter=" + bank));
            bank.arena().borrow().close();
        }
    }

    @Test
    void shouldRunOneTaskAtATimeThoughItsCarriersRunEverythingTwice() throws Exception {
        AtomicInteger running = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (Interpreter bank = Interpreter.builder("bank")
                .carriers(task -> {
                    pool.execute(task);
                    pool.execute(task);
                })
                .create()) {
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                bank.execute(home -> {
                    assertThat(running.getAndIncrement()).isZero();
                    note(number);
                    running.decrementAndGet();
                });
                // So that some of them wait for the home arena as a batch.
                bank.arena().borrow().close();
            }
            Await.until("all have run", () -> bank.pendingTasks() == 0);
            assertThat(order).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldAnswerACallThoughABatchBeforeItWasDropped() {
        try (Interpreter dropping = dropping()) {
            dropBatch(dropping, () -> dropping.execute(home -> note(1)));

            assertThat(dropping.<Integer>call(home -> 2)).isEqualTo(2);

            assertThat(order).containsExactly(1);
            dropping.arena().borrow().close();
        }
    }

    @Test
    void shouldAnswerACallThatIsInTheDroppedBatchItself() {
        try (Interpreter dropping = dropping();
                Threads threads = new Threads()) {
            try (Holder holder = Holder.of(dropping.arena())) {
                dropping.execute(home -> note(1));
                dropped.remove().run();
                Await.waiters(dropping.arena(), 1);
                Thread caller = threads.start(
                        "caller",
                        () -> dropping.call(home -> {
                            note(2);
                            return null;
                        }));
                Await.until("both are given", () -> dropping.pendingTasks() == 2);
                Await.blocked(caller);
                holder.release();
            }
            threads.joinAll();
            assertThat(order).containsExactly(1, 2);
        }
    }

    @Test
    void shouldRunADroppedBatchWhenItIsClosed() {
        Interpreter dropping = dropping();
        dropBatch(dropping, () -> dropping.execute(home -> note(1)));

        dropping.close();

        assertThat(order).containsExactly(1);
        assertThat(dropping.state()).isEqualTo(Interpreter.State.CLOSED);
        assertThatThrownBy(() -> dropping.arena().borrow()).isInstanceOf(ArenaClosedException.class);
    }

    @Test
    void shouldDiscardADroppedBatchWhenItIsClosedAtOnce() {
        Interpreter dropping = dropping();
        List<CompletionStage<Integer>> stages = new ArrayList<>();
        dropBatch(dropping, () -> stages.add(dropping.submit(home -> 1)));

        dropping.closeNow();

        assertThatThrownBy(() -> Arenas.join(stages.get(0))).isInstanceOf(InterpreterClosedException.class);
        assertThat(dropping.state()).isEqualTo(Interpreter.State.CLOSED);
        assertThat(Arenas.interpreters()).doesNotContain(dropping);
    }

    @Test
    void shouldWakeWhoWaitsForTheHomeThatADroppedBatchHolds() {
        Interpreter dropping = dropping();
        dropBatch(dropping, () -> dropping.execute(home -> note(1)));
        CountDownLatch in = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            threads.start("borrower", () -> {
                dropping.arena().borrow().close();
                in.countDown();
            });
            Await.waiters(dropping.arena(), 1);
            dropping.call(home -> null);
            Await.open(in);
        }
        dropping.close();
    }

    @Test
    void shouldIgnoreADroppedBatchThatIsRunTooLate() {
        Interpreter dropping = dropping();
        dropBatch(dropping, () -> dropping.execute(home -> note(1)));
        dropping.call(home -> null);

        try (ExclusiveBorrow held = dropping.arena().borrow()) {
            // As somebody may who runs what shutdownNow() returned.
            dropped.forEach(Runnable::run);
            assertThat(held.arena().isHeldByCurrentThread()).isTrue();
            assertThat(dropping.pendingTasks()).isZero();
        }
        assertThat(order).containsExactly(1);
        dropping.close();
    }
}
