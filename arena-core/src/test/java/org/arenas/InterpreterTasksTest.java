package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.BorrowLeakException;
import org.arenas.testing.Await;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterpreterTasksTest {
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final Interpreter bank = Interpreter.builder("bank")
            .onFailure((interpreter, e) -> failures.add(e))
            .create();
    private final Interpreter audit = Interpreter.create("audit");

    @AfterEach
    void close() {
        bank.close();
        audit.close();
    }

    @Test
    void shouldGiveTheResultOfATask() {
        assertThat(bank.<Integer>call(home -> 1)).isEqualTo(1);
        assertThat(bank.submit(home -> "two").toCompletableFuture().join()).isEqualTo("two");
        assertThat(Arenas.<Integer>join(bank.submit(home -> 3))).isEqualTo(3);
        Object nothing = bank.call(home -> null);
        assertThat(nothing).isNull();
        assertThat(bank.submit(home -> null).toCompletableFuture().join()).isNull();
    }

    @Test
    void shouldHoldTheHomeArenaInEveryTask() {
        bank.call(home -> {
            assertThat(home.interpreter()).isSameAs(bank);
            assertThat(home.arena()).isSameAs(bank.arena());
            assertThat(home.exclusive(bank.arena())).isSameAs(home);
            bank.arena().assertHeld();
            return null;
        });
        Arenas.join(bank.submit(home -> {
            bank.arena().assertHeld();
            return null;
        }));
    }

    @Test
    void shouldKnowTheInterpreterWhoseTaskRuns() {
        assertThat(Interpreter.current()).isNull();
        bank.call(home -> {
            assertThat(Interpreter.current()).isSameAs(bank);
            audit.call(there -> {
                assertThat(Interpreter.current()).isSameAs(audit);
                return null;
            });
            assertThat(home.suspendDuring(Interpreter::current)).isSameAs(bank);
            Arenas.join(Arenas.when(Access.write(audit.arena()))
                    .run(b -> assertThat(Interpreter.current()).isNull()));
            assertThat(Interpreter.current()).isSameAs(bank);
            return null;
        });
        assertThat(Interpreter.current()).isNull();
    }

    @Test
    void shouldListTheLivingInterpreters() {
        assertThat(Arenas.interpreters()).contains(bank, audit);
        Interpreter third = Interpreter.create("third");
        assertThat(Arenas.interpreters()).contains(third);

        third.close();

        assertThat(Arenas.interpreters()).contains(bank, audit).doesNotContain(third);
    }

    @Test
    void shouldThrowWhatATaskThrowsAsItIs() {
        RuntimeException unchecked = new IllegalStateException("mine");
        Error error = new StackOverflowError("mine");
        Exception checked = new IOException("mine");

        assertThat(catchThrowable(() -> bank.call(home -> raise(unchecked)))).isSameAs(unchecked);
        assertThat(catchThrowable(() -> bank.call(home -> raise(error)))).isSameAs(error);
        assertThat(catchThrowable(() -> Arenas.join(bank.submit(home -> raise(unchecked)))))
                .isSameAs(unchecked);
        assertThatThrownBy(() -> bank.call(home -> raise(checked)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(checked);
        assertThatThrownBy(() -> bank.submit(home -> raise(checked))
                        .toCompletableFuture()
                        .join())
                .cause()
                .isSameAs(checked);
        assertThat(bank.<Integer>call(home -> 1)).as("it goes on").isEqualTo(1);
        assertThat(failures).as("only of tasks without a result").isEmpty();
    }

    @Test
    void shouldGiveTheFailureOfATaskWithoutAResultToTheHandler() {
        RuntimeException failure = new IllegalStateException("mine");
        bank.execute(home -> raise(failure));
        bank.execute(home -> audit.arena().borrow());
        bank.call(home -> null);

        assertThat(failures).hasSize(2);
        assertThat(failures.get(0)).isSameAs(failure);
        assertThat(failures.get(1)).isInstanceOf(BorrowLeakException.class);
        assertThat(audit.arena().isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldCallTheHandlerOnTheTasksThreadWithTheHomeHeld() {
        AtomicReference<Throwable> unheld = new AtomicReference<>();
        try (Interpreter checking = Interpreter.builder("checking")
                .onFailure((interpreter, e) -> unheld.set(catchThrowable(interpreter.arena()::assertHeld)))
                .create()) {
            unheld.set(new AssertionError("not called"));
            checking.execute(home -> raise(new IllegalStateException()));
            checking.call(home -> null);
        }
        assertThat(unheld.get()).isNull();
    }

    @Test
    void shouldLogAFailureWhereThereIsNoHandler() {
        RuntimeException failure = new IllegalStateException("mine");
        try (CapturedLog log = CapturedLog.of(Interpreter.class.getName())) {
            audit.execute(home -> raise(failure));
            audit.call(home -> null);

            assertThat(log.messages()).containsExactly("task failed: interpreter=" + audit);
            assertThat(log.throwables()).containsExactly(failure);
        }
    }

    @Test
    void shouldLogWhatTheHandlerItselfThrows() {
        RuntimeException failure = new IllegalStateException("the task's");
        RuntimeException second = new IllegalArgumentException("the handler's");
        try (CapturedLog log = CapturedLog.of(Interpreter.class.getName());
                Interpreter throwing = Interpreter.builder("throwing")
                        .onFailure((interpreter, e) -> raise(second))
                        .create()) {
            throwing.execute(home -> raise(failure));
            assertThat(throwing.<Integer>call(home -> 1)).as("it goes on").isEqualTo(1);

            assertThat(log.throwables()).containsExactly(second);
            assertThat(second.getSuppressed()).containsExactly(failure);
        }
    }

    @Test
    void shouldGoOnThoughTheHandlerThrowsWhatTheTaskThrew() {
        RuntimeException failure = new IllegalStateException("mine");
        try (CapturedLog log = CapturedLog.of(Interpreter.class.getName());
                Interpreter rethrowing = Interpreter.builder("rethrowing")
                        .onFailure((interpreter, e) -> raise(e))
                        .create()) {
            rethrowing.execute(home -> raise(failure));
            assertThat(rethrowing.<Integer>call(home -> 1)).isEqualTo(1);

            assertThat(log.throwables()).containsExactly(failure);
        }
    }

    @Test
    void shouldNotRunATaskWhoseStageWasCancelledOrCompleted() {
        AtomicInteger ran = new AtomicInteger();
        CompletableFuture<Integer> cancelled;
        CompletableFuture<Integer> completed;
        try (Holder holder = Holder.of(bank.arena())) {
            cancelled = bank.submit(home -> ran.incrementAndGet()).toCompletableFuture();
            completed = bank.submit(home -> ran.incrementAndGet()).toCompletableFuture();
            assertThat(cancelled.cancel(true)).isTrue();
            assertThat(completed.complete(17)).isTrue();
            holder.release();
        }
        bank.call(home -> null);

        assertThat(ran).hasValue(0);
        assertThatThrownBy(() -> Arenas.join(cancelled)).isInstanceOf(CancellationException.class);
        assertThat(Arenas.join(completed)).isEqualTo(17);
        assertThat(bank.pendingTasks()).isZero();
    }

    @Test
    void shouldRunTasksInTheOrderInWhichTheyWereGiven() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            bank.execute(home -> order.add(number));
        }
        bank.call(home -> null);

        assertThat(order).hasSize(10_000).isSorted();
    }

    @Test
    void shouldKeepAnInterruptOfTheCallerPending() {
        Thread caller = Thread.currentThread();
        bank.execute(home -> {
            caller.interrupt();
            Await.until("the caller waits", () -> bank.pendingTasks() == 2);
        });
        Await.until("it runs", () -> Thread.currentThread().isInterrupted());

        assertThat(bank.<Integer>call(home -> 1)).isEqualTo(1);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldNotShowTheCallersPendingInterruptToTheTask() {
        Thread caller = Thread.currentThread();
        Thread.currentThread().interrupt();
        boolean[] seen = {true};

        boolean onCaller = bank.call(home -> {
            seen[0] = Thread.currentThread().isInterrupted();
            return Thread.currentThread() == caller;
        });

        assertThat(Thread.interrupted()).as("still pending").isTrue();
        assertThat(onCaller).as("runs on the caller's thread").isTrue();
        assertThat(seen[0]).isFalse();
    }

    @Test
    void shouldTakeTasksFromManyThreads() {
        AtomicInteger sum = new AtomicInteger();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                threads.start("giver " + t, () -> {
                    for (int i = 0; i < 2_000; i++) {
                        bank.execute(home -> sum.incrementAndGet());
                    }
                });
            }
            threads.joinAll();
        }
        bank.call(home -> null);
        assertThat(sum).hasValue(8_000);
        assertThat(bank.pendingTasks()).isZero();
    }

    private static Object raise(Throwable e) {
        return InterpreterTasksTest.<RuntimeException>raiseUnchecked(e);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> Object raiseUnchecked(Throwable e) throws E {
        throw (E) e;
    }
}
