package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The end of an interpreter, in good order and at once; that of an arena is in {@link R09CloseIsFinalTest}. */
@DisplayName("R9 Close is final and deterministic: interpreters")
class InterpreterCloseTest {
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final Interpreter bank = Interpreter.builder("bank")
            .onFailure((interpreter, e) -> failures.add(e))
            .create();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void assertClosed() {
        assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSED);
        assertThat(bank.pendingTasks()).isZero();
        assertThat(Arenas.interpreters()).doesNotContain(bank);
        assertThat(bank.arena().isClosed()).isTrue();
        assertRefused();
        assertThatThrownBy(() -> bank.arena().borrow()).isInstanceOf(ArenaClosedException.class);
    }

    private void assertRefused() {
        assertThatThrownBy(() -> bank.execute(home -> ran.add("late"))).isInstanceOf(InterpreterClosedException.class);
        assertThatThrownBy(() -> bank.submit(home -> ran.add("late"))).isInstanceOf(InterpreterClosedException.class);
        assertThatThrownBy(() -> bank.call(home -> ran.add("late"))).isInstanceOf(InterpreterClosedException.class);
    }

    /** A task that runs until it is told to go on, whoever interrupts it. */
    private void occupy() {
        bank.execute(home -> {
            running.countDown();
            long end = System.nanoTime() + Threads.DEADLINE.toNanos();
            while (goOn.getCount() > 0 && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            ran.add("first");
        });
        Await.open(running);
    }

    @Test
    void shouldEndAtOnceWhatWasNeverUsed() {
        assertThat(bank.state()).isEqualTo(Interpreter.State.RUNNING);
        bank.close();
        assertClosed();
        bank.close();
        bank.closeNow();
        assertClosed();
    }

    @Test
    void shouldRunWhatItHasBeforeItCloses() {
        CompletionStage<String> second;
        try (Threads threads = new Threads()) {
            occupy();
            second = bank.submit(home -> {
                ran.add("second");
                return "result";
            });
            bank.execute(home -> ran.add("third"));
            threads.start("closer", bank::close);
            Await.until("it is closing", () -> bank.state() == Interpreter.State.CLOSING);
            assertRefused();
            assertThat(bank.arena().isClosed()).as("still in use").isFalse();
            goOn.countDown();
        }
        assertThat(ran).containsExactly("first", "second", "third");
        assertThat(second.toCompletableFuture().getNow(null)).isEqualTo("result");
        assertThat(failures).isEmpty();
        assertClosed();
    }

    @Test
    void shouldLetEveryCloserWaitForTheEnd() {
        try (Threads threads = new Threads()) {
            occupy();
            List<Thread> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(threads.start("closer " + i, () -> {
                    bank.close();
                    assertThat(ran).containsExactly("first");
                    assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSED);
                }));
            }
            closers.forEach(Await::blocked);
            goOn.countDown();
        }
        assertClosed();
    }

    @Test
    void shouldDiscardWhatHasNotBegunWhenItIsClosedAtOnce() {
        CompletionStage<Boolean> second;
        try (Threads threads = new Threads()) {
            occupy();
            second = bank.submit(home -> ran.add("second"));
            bank.execute(home -> ran.add("third"));
            Thread caller = threads.start(
                    "caller",
                    () -> assertThatThrownBy(() -> bank.call(home -> ran.add("fourth")))
                            .isInstanceOf(InterpreterClosedException.class));
            Await.until("all are given", () -> bank.pendingTasks() == 4);
            Await.blocked(caller);
            Thread closer = threads.start("closer", bank::closeNow);
            Await.until("it is closing", () -> bank.state() == Interpreter.State.CLOSING);
            Await.blocked(closer);
            goOn.countDown();
        }
        assertThat(ran).isSubsetOf("first");
        assertThatThrownBy(() -> Arenas.join(second)).isInstanceOf(InterpreterClosedException.class);
        Await.until(
                "the handler was told", () -> failures.stream().anyMatch(InterpreterClosedException.class::isInstance));
        assertClosed();
    }

    @Test
    void shouldInterruptTheRunningTaskWhenItIsClosedAtOnce() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        bank.execute(home -> {
            running.countDown();
            seen.set(catchThrowable(() -> new CountDownLatch(1).await()));
        });
        Await.open(running);

        bank.closeNow();

        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        assertClosed();
    }

    /** Carriers belong to the user, and so does what an interrupt of their threads does. */
    @Test
    void shouldEndThoughTheCarrierThrowsWhenItIsInterrupted() throws InterruptedException {
        Queue<Thread> started = new ConcurrentLinkedQueue<>();
        Interpreter guarded = Interpreter.builder("guarded")
                .carriers(turns -> {
                    Thread carrier = new Thread(turns, "carrier") {
                        @Override
                        public void interrupt() {
                            throw new UnsupportedOperationException("not to be interrupted");
                        }
                    };
                    carrier.setDaemon(true);
                    started.add(carrier);
                    carrier.start();
                })
                .create();
        guarded.execute(home -> {
            running.countDown();
            Await.open(goOn);
        });
        Await.open(running);

        assertThatThrownBy(guarded::closeNow).isInstanceOf(UnsupportedOperationException.class);
        goOn.countDown();

        Await.until("it has ended", () -> guarded.state() == Interpreter.State.CLOSED);
        for (Thread carrier : started) {
            carrier.join(20_000);
            assertThat(carrier.isAlive()).isFalse();
        }
    }

    @Test
    void shouldNotInterruptTheRunningTaskWhenItIsClosedInGoodOrder() {
        AtomicBoolean interrupted = new AtomicBoolean(true);
        bank.execute(home -> {
            running.countDown();
            Await.until("it is closing", () -> bank.state() == Interpreter.State.CLOSING);
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        Await.open(running);
        bank.close();
        assertThat(interrupted).isFalse();
    }

    @Test
    void shouldNotInterruptACallersThreadThatRunsTheTaskItself() {
        AtomicBoolean interrupted = new AtomicBoolean(true);
        try (Threads threads = new Threads()) {
            threads.start("caller", () -> {
                bank.call(home -> {
                    running.countDown();
                    Await.open(goOn);
                    interrupted.set(Thread.currentThread().isInterrupted());
                    return null;
                });
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
            Await.open(running);
            Thread closer = threads.start("closer", bank::closeNow);
            Await.blocked(closer);
            goOn.countDown();
        }
        assertThat(interrupted).isFalse();
        assertClosed();
    }

    @Test
    void shouldTurnACloseInGoodOrderIntoOneAtOnce() {
        try (Threads threads = new Threads()) {
            occupy();
            bank.execute(home -> ran.add("second"));
            Thread patient = threads.start("patient closer", bank::close);
            Await.blocked(patient);
            Thread hasty = threads.start("hasty closer", bank::closeNow);
            Await.blocked(hasty);
            goOn.countDown();
        }
        assertThat(ran).doesNotContain("second");
        assertClosed();
    }

    @Test
    void shouldNotWaitWhenItsOwnTaskClosesIt() {
        bank.execute(home -> {
            running.countDown();
            Await.open(goOn);
            bank.close();
            bank.close();
            assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSING);
            home.own(new Object());
            ran.add("first");
        });
        bank.execute(home -> ran.add("second"));
        goOn.countDown();
        bank.close();

        assertThat(ran).containsExactly("first", "second");
        assertClosed();
    }

    @Test
    void shouldEndAfterTheTaskThatClosesItAtOnce() {
        bank.call(home -> {
            bank.execute(next -> ran.add("second"));
            bank.closeNow();
            // It keeps its home until it ends.
            home.own(new Object());
            return ran.add("first");
        });
        bank.close();

        assertThat(ran).containsExactly("first");
        assertClosed();
    }

    @Test
    void shouldCloseAtOnceThoughSomebodyHoldsTheHome() {
        try (Holder holder = Holder.of(bank.arena())) {
            CompletionStage<Boolean> discarded = bank.submit(home -> ran.add("first"));
            CompletionStage<?> behaviour = Arenas.when(write(bank.arena())).run(b -> ran.add("behaviour"));
            Await.waiters(bank.arena(), 2);

            bank.closeNow();

            assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSED);
            assertThatThrownBy(() -> Arenas.join(discarded)).isInstanceOf(InterpreterClosedException.class);
            assertThatThrownBy(() -> Arenas.join(behaviour)).isInstanceOf(ArenaClosedException.class);
            holder.release();
        }
        assertThat(ran).isEmpty();
        Await.until("it is forgotten", () -> !Arenas.interpreters().contains(bank));
    }

    @Test
    void shouldRefuseToWaitForTasksThatWaitForTheCloser() {
        try (ExclusiveBorrow held = bank.arena().borrow()) {
            bank.execute(home -> ran.add("first"));
            assertThatThrownBy(bank::close).isInstanceOf(DeadlockException.class);
            assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSING);
            held.arena().assertHeld();
        }
        bank.close();
        assertThat(ran).containsExactly("first");
        assertClosed();
    }

    @Test
    void shouldCloseInsideABorrowOfItsHomeIfNoTaskIsLeft() {
        try (Threads threads = new Threads()) {
            occupy();
            threads.start("closer", () -> {
                try (ExclusiveBorrow held = bank.arena().borrow()) {
                    Await.until("the task has ended", () -> bank.pendingTasks() == 0);
                    bank.close();
                    held.arena().assertHeld();
                }
            });
            Await.until(
                    "it waits long enough to be handed the arena",
                    () -> Await.look(bank.arena()).waiters().stream()
                            .anyMatch(waiter -> waiter.waitedNanos() > 2_000_000));
            goOn.countDown();
        }
        assertClosed();
    }

    @Test
    void shouldWakeAnInterpreterThatWaitsForAnAnswer() {
        try (Interpreter audit = Interpreter.create("audit")) {
            occupy();
            CompletionStage<String> answer =
                    audit.submit(home -> thrownBy(() -> bank.call(there -> ran.add("second"))));
            Await.until("it is given", () -> bank.pendingTasks() == 2);
            try (Threads threads = new Threads()) {
                threads.start("closer", bank::closeNow);
                Await.until("it is closing", () -> bank.state() == Interpreter.State.CLOSING);
                goOn.countDown();
            }
            assertThat(Arenas.join(answer)).startsWith(InterpreterClosedException.class.getName());
            assertThat(audit.<Integer>call(home -> 1)).isEqualTo(1);
        }
    }

    @Test
    void shouldEndTwoInterpretersThatCloseEachOther() {
        Interpreter audit = Interpreter.create("audit");
        CountDownLatch both = new CountDownLatch(2);
        CompletionStage<String> one = bank.submit(home -> closeOther(both, audit));
        CompletionStage<String> two = audit.submit(home -> closeOther(both, bank));
        // Neither can see the other's end before its own, so one of them at least is told so.
        List<String> thrown = new ArrayList<>();
        thrown.add(Arenas.join(one));
        thrown.add(Arenas.join(two));
        assertThat(thrown).anySatisfy(text -> assertThat(text).startsWith(DeadlockException.class.getName()));
        bank.close();
        audit.close();
        assertThat(audit.state()).isEqualTo(Interpreter.State.CLOSED);
        assertClosed();
    }

    private static String closeOther(CountDownLatch both, Interpreter other) {
        both.countDown();
        Await.open(both);
        return thrownBy(other::close);
    }

    /** As text: an exception is no value that may leave a task. */
    private static String thrownBy(ThrowingCallable use) {
        return String.valueOf(catchThrowable(use));
    }
}
