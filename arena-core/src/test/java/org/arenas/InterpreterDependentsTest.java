package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What depends on a task's result runs after the task, with nothing of the interpreter held: it may use it and wait for it. */
class InterpreterDependentsTest {
    private final Interpreter bank = Interpreter.create("bank");
    private final Interpreter audit = Interpreter.create("audit");

    @AfterEach
    void close() {
        bank.close();
        audit.close();
    }

    @Test
    void shouldReleaseTheHomeBeforeTheResultIsTold() {
        CountDownLatch given = new CountDownLatch(1);
        CompletionStage<Boolean> free = after(given, () -> {
            assertThat(bank.arena().isHeldByCurrentThread()).isFalse();
            try (ExclusiveBorrow b = bank.arena().borrow()) {
                return b.get(b.own(new Box(4))).value == 4;
            }
        });
        given.countDown();

        assertThat(Arenas.join(free)).isTrue();
    }

    @Test
    void shouldLetADependentCallTheSameInterpreter() {
        CountDownLatch given = new CountDownLatch(1);
        CompletionStage<Integer> called = after(given, () -> bank.call(home -> 5));
        given.countDown();

        assertThat(called.toCompletableFuture().join()).isEqualTo(5);
    }

    @Test
    void shouldLetADependentCallTheSameInterpreterOnTheThreadOfACaller() {
        CompletionStage<Integer> called;
        try (Threads threads = new Threads()) {
            try (Holder holder = Holder.of(bank.arena())) {
                called = bank.submit(home -> 1).thenApply(one -> bank.<Integer>call(home -> one + 1));
                threads.start("caller", () -> bank.call(home -> null));
                Await.until("both are given", () -> bank.pendingTasks() == 2);
                holder.release();
            }
            threads.joinAll();
        }
        assertThat(called.toCompletableFuture().join()).isEqualTo(2);
    }

    @Test
    void shouldLetADependentWaitForALaterTaskOfTheSameInterpreter() {
        CountDownLatch given = new CountDownLatch(1);
        CompletableFuture<CompletionStage<Integer>> later = new CompletableFuture<>();
        CompletionStage<Integer> waited =
                after(given, () -> later.join().toCompletableFuture().join());
        later.complete(bank.submit(home -> 6));
        given.countDown();

        assertThat(waited.toCompletableFuture().join()).isEqualTo(6);
    }

    @Test
    void shouldRunTheNextTaskWhileADependentBlocks() {
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletionStage<Integer> blocked = after(given, () -> {
            Await.open(goOn);
            return 7;
        });
        bank.execute(home -> goOn.countDown());
        given.countDown();

        assertThat(blocked.toCompletableFuture().join()).isEqualTo(7);
    }

    @Test
    void shouldLetADependentWaitForWhoeverCallsTheSameInterpreter() {
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch inAudit = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletionStage<Integer> fromAudit = audit.submit(there -> {
            inAudit.countDown();
            Await.open(goOn);
            return bank.<Integer>call(home -> 8);
        });
        Await.open(inAudit);
        CompletionStage<Integer> waited = after(given, () -> {
            goOn.countDown();
            return Arenas.join(fromAudit);
        });
        given.countDown();

        assertThat(waited.toCompletableFuture().join()).isEqualTo(8);
    }

    @Test
    void shouldLetADependentCloseTheInterpreter() {
        CountDownLatch given = new CountDownLatch(1);
        CompletionStage<Interpreter.State> closed = after(given, () -> {
            bank.close();
            return bank.state();
        });
        given.countDown();

        assertThat(closed.toCompletableFuture().join()).isEqualTo(Interpreter.State.CLOSED);
    }

    @Test
    void shouldKeepGoingThoughADependentThrows() {
        CountDownLatch given = new CountDownLatch(1);
        CompletionStage<Integer> failing = after(given, () -> {
            throw new IllegalStateException("a dependent's");
        });
        given.countDown();

        assertThat(bank.<Integer>call(home -> 2)).isEqualTo(2);
        assertThatThrownBy(() -> Arenas.join(failing)).hasMessageContaining("a dependent's");
    }

    /** What a dependent of a task returns that runs once the latch is open. */
    private <R> CompletionStage<R> after(CountDownLatch given, Supplier<R> dependent) {
        return bank.submit(home -> {
                    Await.open(given);
                    return null;
                })
                .thenApply(nothing -> dependent.get());
    }
}
