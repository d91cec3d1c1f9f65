package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.arenas.testing.Await;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R10 Progress")
@DisplayNameGeneration(RuleNames.class)
class R10ProgressTest {
    private static final long MILLISECOND = 1_000_000;

    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");

    @AfterEach
    void close() {
        arena.close();
        other.close();
    }

    @Test
    void shouldHandTheArenaToAWriterThatHasWaitedAMillisecond() {
        handsTheArenaTo(arena::borrow);
    }

    @Test
    void shouldHandTheArenaToAReaderThatHasWaitedAMillisecond() {
        handsTheArenaTo(arena::borrowShared);
    }

    @Test
    void shouldHandTheArenaToAGroupThatHasWaitedAMillisecond() {
        handsTheArenaTo(() -> Arenas.borrow(write(other), write(arena)));
    }

    private void handsTheArenaTo(Supplier<? extends Borrow> waiting) {
        CountDownLatch tried = new CountDownLatch(1);
        AtomicInteger got = new AtomicInteger();
        try (Threads threads = new Threads()) {
            try (ExclusiveBorrow held = arena.borrow()) {
                threads.start("waiter", () -> {
                    try (Borrow borrow = waiting.get()) {
                        got.addAndGet(borrow == held ? 0 : 1);
                        Await.open(tried);
                    }
                });
                Await.until(
                        "it has waited a millisecond",
                        () -> Await.look(arena).waiters().stream()
                                .anyMatch(waiter -> waiter.waitedNanos() > 2 * MILLISECOND));
            }
            // The newcomer comes at once, long before the waiter has woken up.
            ExclusiveBorrow newcomer = arena.tryBorrow();
            tried.countDown();
            if (newcomer != null) {
                newcomer.close();
            }
            assertThat(newcomer).as("the waiter has the arena by now").isNull();
            threads.joinAll();
        }
        assertThat(got).hasValue(1);
    }

    @Test
    void shouldLetAWriterInThoughTwoThreadsBorrowWithoutAPause() {
        whileBusyWith(arena::borrow, () -> {
            for (int i = 0; i < 50; i++) {
                arena.borrow().close();
            }
        });
    }

    @Test
    void shouldLetAReaderInThoughTwoThreadsWriteWithoutAPause() {
        whileBusyWith(arena::borrow, () -> {
            for (int i = 0; i < 50; i++) {
                arena.borrowShared().close();
            }
        });
    }

    @Test
    void shouldLetAWriterInThoughTwoThreadsReadWithoutAPause() {
        whileBusyWith(arena::borrowShared, () -> {
            for (int i = 0; i < 50; i++) {
                arena.borrow().close();
            }
        });
    }

    @Test
    void shouldLetAGroupInThoughTwoThreadsBorrowWithoutAPause() {
        whileBusyWith(arena::borrow, () -> {
            for (int i = 0; i < 50; i++) {
                Arenas.borrow(write(arena), read(other)).close();
            }
        });
    }

    @Test
    void shouldRunABehaviourThoughTwoThreadsBorrowWithoutAPause() {
        whileBusyWith(arena::borrow, () -> {
            List<CompletionStage<Integer>> stages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                stages.add(Arenas.when(i % 2 == 0 ? write(arena) : read(arena)).call(b -> number));
                Arenas.join(stages.get(i));
            }
            assertThat(stages).hasSize(50);
        });
    }

    @Test
    void shouldRunATaskThoughTwoThreadsBorrowTheHomeWithoutAPause() {
        try (Interpreter bank = Interpreter.create("bank")) {
            whileBusyWith(bank.arena()::borrow, () -> {
                for (int i = 0; i < 50; i++) {
                    int number = i;
                    int result = i % 2 == 0 ? bank.call(home -> number) : Arenas.join(bank.submit(home -> number));
                    assertThat(result).isEqualTo(i);
                }
            });
        }
    }

    private static void whileBusyWith(Supplier<? extends Borrow> borrows, Threads.Body body) {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch busy = new CountDownLatch(2);
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 2; i++) {
                threads.start("busy " + i, () -> {
                    while (!stop.get()) {
                        try (Borrow b = borrows.get()) {
                            assertThat(b).isNotNull();
                            busy.countDown();
                        }
                    }
                });
            }
            Await.open(busy);
            threads.start("newcomer", () -> {
                try {
                    body.run();
                } finally {
                    stop.set(true);
                }
            });
            threads.joinAll();
        }
    }

    @Test
    void shouldNotForgetABehaviourThatIsQueuedBehindACheapBorrow() {
        for (int i = 0; i < 200; i++) {
            try (Arena fresh = Arena.create("fresh")) {
                CompletionStage<Integer> stage;
                int number = i;
                // The arena knows no task yet: its holder may release without a look at the queue.
                try (ExclusiveBorrow held = fresh.borrow()) {
                    stage = Arenas.when(write(held.arena())).call(b -> number);
                }
                assertThat(Arenas.join(stage)).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldNotForgetABehaviourThatIsQueuedBehindACheapReader() {
        for (int i = 0; i < 200; i++) {
            try (Arena fresh = Arena.create("fresh")) {
                CompletionStage<Integer> stage;
                int number = i;
                fresh.borrowShared().close();
                try (SharedBorrow held = fresh.borrowShared()) {
                    stage = Arenas.when(write(held.arena())).call(b -> number);
                }
                assertThat(Arenas.join(stage)).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldNotForgetAWaiterWhenTheOneBeforeItGivesUp() {
        try (Threads threads = new Threads()) {
            Thread first;
            AtomicInteger got = new AtomicInteger();
            try (ExclusiveBorrow held = arena.borrow()) {
                first = threads.start("gives up", () -> {
                    try {
                        arena.borrowInterruptibly().close();
                        throw new AssertionError("was not interrupted");
                    } catch (InterruptedException expected) {
                        got.incrementAndGet();
                    }
                });
                Await.waiters(held.arena(), 1);
                threads.start("waits", () -> {
                    arena.borrow().close();
                    got.incrementAndGet();
                });
                Await.waiters(held.arena(), 2);
                CompletionStage<Integer> behaviour = Arenas.when(write(arena)).call(b -> got.incrementAndGet());
                first.interrupt();
                Await.waiters(held.arena(), 2);
                assertThat(behaviour.toCompletableFuture()).isNotDone();
            }
            threads.joinAll();
            Await.until("all of them went on", () -> got.get() == 3);
        }
    }
}
