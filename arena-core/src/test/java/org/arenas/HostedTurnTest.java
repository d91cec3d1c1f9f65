package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.DeadlockException;
import org.arenas.error.HomeSuspendedException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.error.SelfCallException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn that a host runs")
class HostedTurnTest {
    private static final class Cell {
        int value;
    }

    @Test
    @DisplayName("R2: holds the home arena from task to task")
    void shouldHoldHomeDuringTurn() {
        try (Interpreter host = Interpreter.create("host")) {
            Ref<Cell> cell;
            try (HostedTurn turn = host.enter()) {
                Home first = turn.home();
                cell = first.own(new Cell());
                assertThat(Interpreter.current()).isSameAs(host);
                turn.endTask();
                assertThat(turn.home()).isSameAs(first);
                turn.home().get(cell).value++;
                turn.endTask();
                assertThat(turn.mayGoOn()).isTrue();
            }
            assertThat(Interpreter.current()).isNull();
            assertThat(host.<Integer>call(home -> home.get(cell).value)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("R3: its home is dead once it is closed")
    void shouldKillHomeAtClose() {
        try (Interpreter host = Interpreter.create("host")) {
            HostedTurn turn = host.enter();
            Home home = turn.home();
            turn.close();
            turn.close();
            assertThatThrownBy(() -> home.own(new Cell())).isInstanceOf(BorrowClosedException.class);
            assertThatThrownBy(turn::home)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("turn is closed");
            assertThatThrownBy(turn::endTask).isInstanceOf(IllegalStateException.class);
            assertThat(turn.mayGoOn()).isFalse();
        }
    }

    @Test
    @DisplayName("R13: the interpreter's own tasks wait for its end, and it waits for theirs")
    void shouldTakeTurnsWithTasks() {
        try (Interpreter host = Interpreter.create("host");
                Threads threads = new Threads()) {
            List<String> order = new ArrayList<>();
            CompletionStage<?> given;
            try (HostedTurn turn = host.enter()) {
                given = host.submit(home -> order.add("task"));
                assertThat(turn.mayGoOn()).isFalse();
                order.add("turn");
            }
            Arenas.join(given);
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            host.execute(home -> {
                running.countDown();
                Await.open(end);
                order.add("second task");
            });
            Await.open(running);
            Thread entering = threads.start("entering", () -> {
                try (HostedTurn turn = host.enter()) {
                    order.add("second turn");
                    turn.endTask();
                }
            });
            Await.blocked(entering);
            end.countDown();
            threads.joinAll();
            assertThat(order).containsExactly("turn", "task", "second task", "second turn");
        }
    }

    @Test
    @DisplayName("R10: is told that others wait for the arena")
    void shouldSeeWaiters() {
        try (Interpreter host = Interpreter.create("host");
                Threads threads = new Threads()) {
            try (HostedTurn turn = host.enter()) {
                threads.start("borrower", () -> host.arena().borrow().close());
                Await.waiters(host.arena(), 1);
                assertThat(turn.mayGoOn()).isFalse();
            }
            threads.joinAll();
        }
    }

    @Test
    @DisplayName("closes what a task leaves open, and says so")
    void shouldReportLeaks() {
        try (Interpreter host = Interpreter.create("host");
                Arena other = Arena.create("other")) {
            try (HostedTurn turn = host.enter()) {
                Home first = turn.home();
                ExclusiveBorrow leaked = other.borrow();
                assertThatThrownBy(turn::endTask)
                        .isInstanceOf(BorrowLeakException.class)
                        .hasMessageContaining("other");
                assertThatThrownBy(() -> leaked.own(new Cell())).isInstanceOf(BorrowClosedException.class);
                assertThatThrownBy(() -> first.own(new Cell())).isInstanceOf(BorrowClosedException.class);
                assertThat(turn.home().own(new Cell()).arena()).isSameAs(host.arena());
                turn.endTask();
            }
            try (HostedTurn turn = host.enter()) {
                assertThat(turn.home().arena()).isSameAs(host.arena());
                other.borrow();
            }
            assertThat(other.isHeldByCurrentThread()).isFalse();
            other.borrow().close();
        }
    }

    @Test
    @DisplayName("R13: cannot be begun by a task of the same interpreter")
    void shouldRejectSelf() {
        try (Interpreter host = Interpreter.create("host")) {
            assertThatThrownBy(() -> host.call(home -> host.enter())).isInstanceOf(SelfCallException.class);
            try (HostedTurn turn = host.enter()) {
                assertThat(turn.home().interpreter()).isSameAs(host);
                assertThatThrownBy(host::enter).isInstanceOf(SelfCallException.class);
                assertThatThrownBy(() -> host.call(home -> 1)).isInstanceOf(SelfCallException.class);
            }
        }
    }

    @Test
    @DisplayName("R5: gives the home of the task that begins it up, and is part of the wait-for graph")
    void shouldSuspendCallersHome() {
        try (Interpreter outer = Interpreter.create("outer");
                Interpreter host = Interpreter.create("host");
                Threads threads = new Threads()) {
            outer.call(home -> {
                try (HostedTurn turn = host.enter()) {
                    assertThat(turn.home().arena()).isSameAs(host.arena());
                    assertThatThrownBy(() -> home.own(new Cell())).isInstanceOf(BorrowThreadException.class);
                    threads.start("borrower", () -> outer.arena().borrow().close());
                    threads.joinAll();
                }
                home.own(new Cell());
                return null;
            });
        }
    }

    @Test
    @DisplayName("R5: two that enter each other's interpreter with something in hand get an exception")
    void shouldDetectCycle() {
        try (Interpreter a =
                        Interpreter.builder("a").homePolicy(HomePolicy.KEEP).create();
                Interpreter b =
                        Interpreter.builder("b").homePolicy(HomePolicy.KEEP).create();
                Threads threads = new Threads()) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            CountDownLatch both = new CountDownLatch(2);
            for (Interpreter[] pair : new Interpreter[][] {{a, b}, {b, a}}) {
                threads.start(
                        "from " + pair[0],
                        () -> pair[0].call(home -> {
                            both.countDown();
                            Await.open(both);
                            try (HostedTurn turn = pair[1].enter()) {
                                return turn.mayGoOn();
                            } catch (DeadlockException e) {
                                seen.set(e);
                                return false;
                            }
                        }));
            }
            threads.joinAll();
            assertThat(seen.get()).isInstanceOf(DeadlockException.class).hasMessageContaining("a#");
        }
    }

    @Test
    @DisplayName("R9: cannot be begun once the interpreter is closed, and a close waits for it")
    void shouldRespectClose() {
        Interpreter host = Interpreter.create("host");
        try (Threads threads = new Threads()) {
            try (HostedTurn turn = host.enter()) {
                Thread closing = threads.start("closing", host::close);
                Await.until("closing", () -> host.state() == Interpreter.State.CLOSING);
                Await.blocked(closing);
                assertThat(turn.mayGoOn()).isFalse();
                turn.home().own(new Cell());
            }
            threads.joinAll();
        }
        assertThat(host.state()).isEqualTo(Interpreter.State.CLOSED);
        assertThatThrownBy(host::enter).isInstanceOf(InterpreterClosedException.class);
    }

    @Test
    @DisplayName("R9: may close its own interpreter at once")
    void shouldCloseFromInside() {
        Interpreter host = Interpreter.create("host");
        CompletionStage<?> given;
        try (HostedTurn turn = host.enter()) {
            given = host.submit(home -> "never");
            turn.home().interpreter().closeNow();
        }
        assertThat(host.state()).isEqualTo(Interpreter.State.CLOSED);
        assertThatThrownBy(() -> Arenas.join(given)).isInstanceOf(InterpreterClosedException.class);
    }

    @Test
    @DisplayName("may give its home up while it waits for an answer, and stands in the wait-for graph")
    void shouldAwaitAnswers() {
        try (Interpreter a = Interpreter.create("a");
                Interpreter b = Interpreter.create("b");
                Threads threads = new Threads()) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            CompletableFuture<Home> waiting = new CompletableFuture<>();
            threads.start("asking", () -> {
                try (HostedTurn turn = a.enter()) {
                    waiting.complete(turn.home());
                    assertThat(turn.home().await(answer, () -> b)).isEqualTo("yes");
                    turn.home().own(new Cell());
                }
            });
            Home suspended = waiting.join();
            Await.until("arena free", () -> {
                try (ExclusiveBorrow borrow = a.arena().tryBorrow()) {
                    return borrow != null;
                }
            });
            assertThat(suspended.toString()).contains("a#");
            // b waits for a, which waits for b's answer.
            try (HostedTurn turn = b.enter()) {
                assertThatThrownBy(() -> turn.home().await(new CompletableFuture<>(), () -> a))
                        .isInstanceOf(DeadlockException.class)
                        .hasMessageContaining("an answer");
                assertThatThrownBy(() -> a.call(home -> 1)).isInstanceOf(DeadlockException.class);
            }
            answer.complete("yes");
            threads.joinAll();
        }
    }

    @Test
    @DisplayName("R3: its home is closed while it waits for an answer")
    void shouldSuspendHomeDuringAwait() {
        try (Interpreter a = Interpreter.create("a");
                HostedTurn turn = a.enter()) {
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            assertThatThrownBy(() -> turn.home().await(answer, () -> {
                        assertThatThrownBy(() -> turn.home().own(new Cell()))
                                .isInstanceOf(HomeSuspendedException.class);
                        answer.completeExceptionally(new IllegalStateException("failed"));
                        return null;
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("failed");
            turn.home().own(new Cell());
        }
    }

    @Test
    @DisplayName("R4: all objects of an arena can be freed at once")
    void shouldFreeAll() {
        try (Arena arena = Arena.create("arena");
                ExclusiveBorrow b = arena.borrow()) {
            Cell graph = new Cell();
            List<Ref<Cell>> refs = List.of(b.own(new Cell()), b.own(graph), b.expose(graph), b.own(new Cell()));
            b.free(refs.get(0));
            b.freeAll();
            for (Ref<Cell> ref : refs) {
                assertThatThrownBy(() -> b.get(ref)).isInstanceOf(StaleReferenceException.class);
            }
            Ref<Cell> next = b.own(new Cell());
            assertThat(b.get(next).value).isZero();
            assertThat(refs).doesNotContain(next);
            b.freeAll();
            b.freeAll();
            assertThatThrownBy(() -> b.get(next)).isInstanceOf(StaleReferenceException.class);
        }
    }
}
