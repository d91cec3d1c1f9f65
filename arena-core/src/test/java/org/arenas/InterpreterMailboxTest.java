package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.arenas.error.DeadlockException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.error.MailboxFullException;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

class InterpreterMailboxTest {
    private static Interpreter small(int capacity, OverflowPolicy overflow) {
        return Interpreter.builder("small").mailbox(capacity, overflow).create();
    }

    @Test
    void shouldRejectACapacityOfNothing() {
        assertThatThrownBy(() -> Interpreter.builder("none").mailbox(0, OverflowPolicy.BLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mailbox has no room: capacity=0; use at least 1");
    }

    @Test
    void shouldFailWhoGivesATaskTooMany() {
        try (Interpreter small = small(3, OverflowPolicy.FAIL);
                Holder holder = Holder.of(small.arena())) {
            AtomicInteger ran = new AtomicInteger();
            small.execute(home -> ran.incrementAndGet());
            CompletionStage<Integer> second = small.submit(home -> ran.incrementAndGet());
            small.execute(home -> ran.incrementAndGet());
            assertThat(small.pendingTasks()).isEqualTo(3);

            assertThatThrownBy(() -> small.execute(home -> ran.incrementAndGet()))
                    .isInstanceOf(MailboxFullException.class);
            assertThatThrownBy(() -> small.submit(home -> ran.incrementAndGet()))
                    .isInstanceOf(MailboxFullException.class);
            assertThatThrownBy(() -> small.call(home -> ran.incrementAndGet()))
                    .isInstanceOf(MailboxFullException.class);

            holder.release();
            Arenas.join(second);
            Await.until("it is empty", () -> small.pendingTasks() == 0);
            assertThat(ran).hasValue(3);
            assertThat(small.<Integer>call(home -> 9)).isEqualTo(9);
        }
    }

    @Test
    void shouldCountATaskOnlyUntilItHasEnded() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (Interpreter small = small(3, OverflowPolicy.FAIL)) {
            try (Holder holder = Holder.of(small.arena())) {
                small.execute(home -> {});
                small.execute(home -> {});
                small.execute(home -> {
                    running.countDown();
                    Await.open(goOn);
                });
                holder.release();
            }
            Await.open(running);

            // Two have ended, though the same batch still runs the third.
            assertThat(small.pendingTasks()).isEqualTo(1);
            assertThatCode(() -> small.execute(home -> {})).doesNotThrowAnyException();
            assertThatCode(() -> small.execute(home -> {})).doesNotThrowAnyException();
            assertThatThrownBy(() -> small.execute(home -> {})).isInstanceOf(MailboxFullException.class);
            goOn.countDown();
        }
    }

    @Test
    void shouldBlockUntilThereIsRoom() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (Interpreter small = small(2, OverflowPolicy.BLOCK);
                Threads threads = new Threads()) {
            try (Holder holder = Holder.of(small.arena())) {
                small.execute(home -> order.add(0));
                small.execute(home -> order.add(1));
                Thread giver = threads.start("giver", () -> {
                    small.execute(home -> order.add(2));
                    small.execute(home -> order.add(3));
                    small.call(home -> order.add(4));
                });
                Await.blocked(giver);
                assertThat(small.pendingTasks()).isEqualTo(2);
                holder.release();
            }
            threads.joinAll();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void shouldLetTheGiverGoOnAsSoonAsOneTaskOfABatchHasEnded() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        try (Interpreter small = small(2, OverflowPolicy.BLOCK);
                Threads threads = new Threads()) {
            try (Holder holder = Holder.of(small.arena())) {
                small.execute(home -> {});
                small.execute(home -> {
                    running.countDown();
                    Await.open(goOn);
                });
                threads.start("giver", () -> {
                    small.execute(home -> {});
                    given.countDown();
                });
                holder.release();
            }
            Await.open(running);
            Await.open(given);
            goOn.countDown();
            threads.joinAll();
        }
    }

    @Test
    void shouldWakeWhoWaitsForRoomWhenItIsClosed() {
        Interpreter small = small(1, OverflowPolicy.BLOCK);
        try (Threads threads = new Threads();
                Holder holder = Holder.of(small.arena())) {
            small.execute(home -> {});
            List<Thread> givers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                givers.add(threads.start(
                        "giver " + i,
                        () -> assertThatThrownBy(() -> small.execute(home -> {}))
                                .isInstanceOf(InterpreterClosedException.class)));
            }
            givers.forEach(Await::blocked);
            Thread closer = threads.start("closer", small::close);
            Await.until("it is closing", () -> small.state() != Interpreter.State.RUNNING);
            Await.blocked(closer);
            holder.release();
            threads.joinAll();
        }
        assertThat(small.state()).isEqualTo(Interpreter.State.CLOSED);
    }

    @Test
    void shouldNotWaitForRoomThatItsOwnTaskIsInTheWayOf() {
        for (OverflowPolicy overflow : List.of(OverflowPolicy.BLOCK, OverflowPolicy.RUN_IN_CALLER)) {
            try (Interpreter small = small(1, overflow)) {
                assertThatThrownBy(() -> small.call(home -> {
                            small.execute(next -> {});
                            return null;
                        }))
                        .as(overflow.toString())
                        .isInstanceOf(DeadlockException.class);
                assertThat(small.<Integer>call(home -> 1)).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldGiveUpTheHomeOfAnInterpreterThatWaitsForRoom() {
        try (Interpreter small = small(1, OverflowPolicy.BLOCK);
                Interpreter giving = Interpreter.create("giving");
                Holder holder = Holder.of(small.arena())) {
            small.execute(home -> {});
            CompletionStage<?> given = giving.submit(home -> {
                small.execute(there -> {});
                return home.arena().isHeldByCurrentThread();
            });
            // It is free soon, and stays so.
            giving.arena().borrow().close();
            Arenas.join(Arenas.when(Access.write(giving.arena())).run(b -> {}));
            assertThat(given.toCompletableFuture()).isNotDone();
            holder.release();
            assertThat(Arenas.join(given)).isEqualTo(true);
        }
    }

    @Test
    void shouldRunTheTasksInTheirOrderOnTheThreadOfWhoGivesOneTooMany() {
        List<Integer> order = new ArrayList<>();
        List<Thread> ranOn = Collections.synchronizedList(new ArrayList<>());
        // Its carriers never come: whatever runs, runs in the caller.
        Interpreter small = Interpreter.builder("small")
                .mailbox(4, OverflowPolicy.RUN_IN_CALLER)
                .carriers(task -> {})
                .create();
        for (int i = 0; i < 20; i++) {
            int number = i;
            small.execute(home -> {
                small.arena().assertHeld();
                order.add(number);
                ranOn.add(Thread.currentThread());
            });
            assertThat(small.pendingTasks()).isLessThanOrEqualTo(4);
        }
        small.call(home -> null);

        assertThat(order).isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThat(ranOn).containsOnly(Thread.currentThread());
        small.close();
    }

    @Test
    void shouldRunNoMoreTasksInTheCallerThanMakeRoom() {
        AtomicInteger ran = new AtomicInteger();
        Interpreter small = Interpreter.builder("small")
                .mailbox(50, OverflowPolicy.RUN_IN_CALLER)
                .carriers(task -> {})
                .create();
        for (int i = 0; i < 50; i++) {
            small.execute(home -> ran.incrementAndGet());
        }
        assertThat(ran).hasValue(0);

        small.execute(home -> ran.incrementAndGet());

        assertThat(ran).hasValue(1);
        assertThat(small.pendingTasks()).isEqualTo(50);
        small.close();
        assertThat(ran).hasValue(51);
    }

    @Test
    void shouldKeepOrderAndOneAtATimeThoughSeveralCallersRunTasks() {
        AtomicInteger running = new AtomicInteger();
        List<List<Integer>> ran = new ArrayList<>();
        try (Interpreter small = small(2, OverflowPolicy.RUN_IN_CALLER);
                Threads threads = new Threads()) {
            for (int t = 0; t < 3; t++) {
                int giver = t;
                ran.add(new ArrayList<>());
                threads.start("giver " + t, () -> {
                    for (int i = 0; i < 2_000; i++) {
                        int number = i;
                        small.execute(home -> {
                            assertThat(running.getAndIncrement()).isZero();
                            ran.get(giver).add(number);
                            running.decrementAndGet();
                        });
                    }
                });
            }
            threads.joinAll();
            small.call(home -> null);
        }
        assertThat(ran).allSatisfy(ofOne -> assertThat(ofOne).hasSize(2_000).isSorted());
    }

    @Test
    void shouldHoldTheCapacityThoughManyGive() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        try (Interpreter small = small(8, OverflowPolicy.BLOCK);
                Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                threads.start("giver " + t, () -> {
                    for (int i = 0; i < 1_000; i++) {
                        small.execute(home -> {
                            most.accumulateAndGet(small.pendingTasks(), Math::max);
                            ran.incrementAndGet();
                        });
                    }
                });
            }
            threads.joinAll();
            small.call(home -> null);
        }
        assertThat(ran).hasValue(4_000);
        assertThat(most).hasValueBetween(1, 8);
    }
}
