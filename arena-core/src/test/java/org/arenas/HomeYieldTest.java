package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/** How soon others get in between an interpreter's tasks, and inside one of them. */
class HomeYieldTest {
    /** Tasks that an interpreter runs before it lets another one of its carriers go first. */
    private static final int MOST_TASKS = 64;

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    /** Until the first of those who wait is to be handed the arena before any newcomer. */
    private static void untilSomebodyIsDue(Arena arena) {
        Await.until(
                "somebody has waited for long",
                () -> Await.look(arena).waiters().stream().anyMatch(waiter -> waiter.waitedNanos() > 2_000_000));
    }

    @Test
    void shouldLetThoseInWhoWaitWhenATaskYields() {
        try (Interpreter bank = Interpreter.create("bank");
                Threads threads = new Threads()) {
            CountDownLatch running = new CountDownLatch(1);
            CompletionStage<?> task = bank.submit(home -> {
                running.countDown();
                Await.waiters(bank.arena(), 2);
                home.yield();
                order.add("task goes on");
                bank.arena().assertHeld();
                return null;
            });
            Await.open(running);
            threads.start("borrower", () -> {
                try (ExclusiveBorrow b = bank.arena().borrow()) {
                    order.add("borrower");
                    assertThat(b.arena()).isSameAs(bank.arena());
                }
            });
            Await.waiters(bank.arena(), 1);
            CompletionStage<?> behaviour = Arenas.when(write(bank.arena())).run(b -> order.add("behaviour"));
            Arenas.join(task);
            Arenas.join(behaviour);
        }
        assertThat(order).containsExactly("borrower", "behaviour", "task goes on");
    }

    @Test
    void shouldNotLetTheInterpretersOwnNextTaskInWhenATaskYields() {
        try (Interpreter bank = Interpreter.create("bank")) {
            CompletionStage<?> first = bank.submit(home -> {
                bank.execute(next -> order.add("next"));
                home.yield();
                order.add("first");
                return null;
            });
            Arenas.join(first);
            bank.call(home -> null);
        }
        assertThat(order).containsExactly("first", "next");
    }

    @Test
    void shouldKeepTheHomeIfNobodyWaits() {
        try (Interpreter bank = Interpreter.create("bank")) {
            bank.call(home -> {
                long before = bank.arena().counters().acquisitions();
                for (int i = 0; i < 100; i++) {
                    home.yield();
                }
                assertThat(bank.arena().counters().acquisitions()).isEqualTo(before);
                return null;
            });
        }
    }

    @Test
    void shouldLetAWaiterInAfterTheRunningTaskThoughManyMoreAreQueued() {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger before = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        try (Interpreter bank = Interpreter.create("bank");
                Threads threads = new Threads()) {
            bank.execute(home -> {
                running.countDown();
                untilSomebodyIsDue(bank.arena());
                ran.incrementAndGet();
            });
            for (int i = 0; i < 10_000; i++) {
                bank.execute(home -> ran.incrementAndGet());
            }
            Await.open(running);
            threads.start("borrower", () -> {
                try (ExclusiveBorrow b = bank.arena().borrow()) {
                    assertThat(b.arena()).isSameAs(bank.arena());
                    before.set(ran.get());
                }
            });
            threads.joinAll();
            assertThat(before).hasValue(1);
            bank.call(home -> null);
            assertThat(ran).hasValue(10_001);
        }
    }

    @Test
    void shouldRunABehaviourAfterTheRunningTaskThoughManyMoreAreQueued() {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        try (Interpreter bank = Interpreter.create("bank")) {
            bank.execute(home -> {
                running.countDown();
                Await.waiters(bank.arena(), 1);
                ran.incrementAndGet();
            });
            for (int i = 0; i < 1_000; i++) {
                bank.execute(home -> ran.incrementAndGet());
            }
            Await.open(running);
            assertThat(Arenas.<Integer>join(Arenas.when(write(bank.arena())).call(b -> ran.get())))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldShareACarrierWithOtherInterpretersAfterABoundedNumberOfTasks() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        AtomicInteger ofBusy = new AtomicInteger();
        AtomicInteger before = new AtomicInteger(-1);
        CountDownLatch given = new CountDownLatch(1);
        try (Interpreter busy = Interpreter.builder("busy").carriers(single).create();
                Interpreter other =
                        Interpreter.builder("other").carriers(single).create()) {
            busy.execute(home -> Await.open(given));
            for (int i = 0; i < 10_000; i++) {
                busy.execute(home -> ofBusy.incrementAndGet());
            }
            other.execute(home -> before.set(ofBusy.get()));
            given.countDown();
            Await.until("the other one has run", () -> before.get() >= 0);

            assertThat(before).hasValueLessThan(MOST_TASKS);
        } finally {
            single.shutdown();
            assertThat(single.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ofBusy).hasValue(10_000);
    }
}
