package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.InterpreterLocal;
import org.arenas.Ref;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pool adds to an executor: workers that are interpreters, waits that the library knows, room that is bounded. */
class InterpreterPoolTest {
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final Arena orders = Arena.create("orders");
    private final InterpreterPool pool = InterpreterPool.create("pool", 2);
    private final InterpreterPool one = InterpreterPool.builder("one")
            .size(1)
            .onFailure((interpreter, e) -> failures.add(e))
            .create();

    @AfterEach
    void close() {
        pool.close();
        one.close();
        orders.close();
    }

    // ---------------------------------------------------------------- interpreters

    @Test
    void shouldRunTasksInInterpretersThatHoldTheirHome() throws Exception {
        Ref<Box> box = one.submit(home -> {
                    assertThat(home.interpreter()).isSameAs(Interpreter.current());
                    home.arena().assertHeld();
                    return home.own(new Box(1));
                })
                .get();

        one.execute(home -> home.get(box).increment());
        assertThat(one.submit(() -> Interpreter.current().name()).get()).isEqualTo("one-1");
        assertThat(box.read(Box::value)).isEqualTo(2);
    }

    @Test
    void shouldGiveEachWorkerItsOwnLocals() throws Exception {
        InterpreterLocal<Box> local = InterpreterLocal.withInitial(() -> new Box(0));
        Set<Box> seen = ConcurrentHashMap.newKeySet();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            all.add(pool.submit(() -> {
                seen.add(local.get());
                local.get().increment();
            }));
        }
        for (Future<?> done : all) {
            done.get();
        }
        assertThat(seen).hasSizeBetween(1, 2);
        assertThat(seen.stream().mapToInt(Box::value).sum()).isEqualTo(2_000);
    }

    @Test
    void shouldFailATaskThatLeavesABorrowOpen() throws Exception {
        Future<?> leaky = one.submit(() -> orders.borrow());
        assertThatThrownBy(leaky::get).cause().isInstanceOf(BorrowLeakException.class);
        one.execute(() -> orders.borrow());
        one.submit(() -> null).get();
        assertThat(failures).hasSize(1).allMatch(BorrowLeakException.class::isInstance);
        orders.borrow().close();
    }

    @Test
    void shouldTellAResultWithTheHomeArenaReleased() throws Exception {
        for (int i = 0; i < 500; i++) {
            Arena home = one.submit(h -> h.arena()).get();
            try (ExclusiveBorrow b = home.tryBorrow()) {
                assertThat(b).isNotNull();
            }
        }
    }

    @Test
    void shouldReplaceAnInterpreterThatATaskHasClosed() throws Exception {
        Interpreter first = one.submit(home -> {
                    home.interpreter().close();
                    return home.interpreter();
                })
                .get();
        Interpreter second = one.submit(home -> home.interpreter()).get();
        assertThat(second).isNotSameAs(first);
        assertThat(second.name()).isEqualTo("one-1");
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        InterpreterPool brief = InterpreterPool.create("brief", 1);
        brief.execute(() -> worker.set(Thread.currentThread()));
        Arena home = brief.submit(h -> h.arena()).get();
        brief.close();

        assertThat(home.isClosed()).isTrue();
        assertThat(brief.queuedTasks()).isZero();
        assertThat(Arenas.interpreters()).noneMatch(left -> left.name().startsWith("brief"));
        worker.get().join(20_000);
        assertThat(worker.get().isAlive()).isFalse();
    }

    // ---------------------------------------------------------------- waits

    @Test
    void shouldRunATaskThatItsOnlyWorkerWaitsFor() throws Exception {
        Future<Integer> outer = one.submit(() -> {
            Future<Integer> middle = one.submit(() -> {
                Future<Integer> inner = one.submit(() -> 1);
                return inner.get() + 1;
            });
            return middle.get(20, TimeUnit.SECONDS) + 1;
        });
        assertThat(outer.get()).isEqualTo(3);
    }

    @Test
    void shouldInvokeManyTasksFromItsOnlyWorker() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2);
        Future<Integer> sum = one.submit(() -> {
            int all = one.invokeAny(tasks) + one.invokeAny(tasks, 20, TimeUnit.SECONDS);
            for (Future<Integer> done : one.invokeAll(tasks)) {
                all += done.get();
            }
            return all;
        });
        assertThat(sum.get()).isEqualTo(5);
    }

    @Test
    void shouldGiveUpTheHomeArenaWhileATaskWaits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Future<Integer> slow = one.submit(() -> {
            Await.open(go);
            return 1;
        });
        try (Interpreter clerk = Interpreter.create("clerk")) {
            var waiting = clerk.submit(home -> {
                try {
                    return slow.get();
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            });
            Await.until("home given up", () -> {
                ExclusiveBorrow b = clerk.arena().tryBorrow();
                if (b != null) {
                    b.close();
                }
                return b != null && clerk.pendingTasks() == 1 && slow.isDone() == false;
            });
            go.countDown();
            assertThat(Arenas.join(waiting)).isEqualTo(1);
        }
    }

    @Test
    void shouldThrowIfAWaitForATaskWouldCloseACycle() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Future<?> wantsOrders = one.submit(() -> {
            Await.open(held);
            orders.borrow().close();
        });
        try (Threads threads = new Threads()) {
            threads.start("teller", () -> {
                try (ExclusiveBorrow b = orders.borrow()) {
                    held.countDown();
                    Await.until(
                            "task waits", () -> !Await.look(b.arena()).waiters().isEmpty());
                    wantsOrders.get();
                } catch (DeadlockException e) {
                    thrown.set(e);
                }
            });
        }
        assertThat(thrown.get()).hasMessageContaining("the result of a task of pool(one)");
        assertThat(wantsOrders.get()).isNull();
    }

    @Test
    void shouldCancelAndInterruptATaskThatAWaiterRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Future<?>> inner = new AtomicReference<>();
        Future<Boolean> outer = one.submit(() -> {
            inner.set(one.submit(() -> {
                running.countDown();
                new CountDownLatch(1).await();
                return null;
            }));
            try {
                inner.get().get();
                return false;
            } catch (CancellationException e) {
                return !Thread.currentThread().isInterrupted();
            }
        });
        Await.open(running);
        inner.get().cancel(true);
        assertThat(outer.get(20, TimeUnit.SECONDS)).isTrue();
    }

    // ---------------------------------------------------------------- room

    private static InterpreterPool full(RejectionPolicy policy, CountDownLatch go) {
        InterpreterPool full =
                InterpreterPool.builder("full").size(1).queue(1, policy).create();
        full.execute(() -> Await.open(go));
        full.execute(() -> {});
        return full;
    }

    @Test
    void shouldRefuseWhatItHasNoRoomFor() {
        CountDownLatch go = new CountDownLatch(1);
        try (InterpreterPool full = full(RejectionPolicy.ABORT, go)) {
            assertThatThrownBy(() -> full.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("queue of a pool is full: pool=pool(full), bound=1, caller="
                            + Thread.currentThread().getName()
                            + "; slow down, or build the pool with another RejectionPolicy");
            assertThat(full.queuedTasks()).isEqualTo(1);
            go.countDown();
        }
    }

    @Test
    void shouldLetTheCallerRunWhatItHasNoRoomFor() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (InterpreterPool full = full(RejectionPolicy.CALLER_RUNS, go)) {
            Future<Long> here = full.submit(home -> Thread.currentThread().getId());
            assertThat(here.isDone()).isTrue();
            assertThat(here.get()).isEqualTo(Thread.currentThread().getId());
            go.countDown();
        }
    }

    @Test
    void shouldCancelWhatItDiscards() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (InterpreterPool full = full(RejectionPolicy.DISCARD, go)) {
            assertThat(full.submit(() -> 1).isCancelled()).isTrue();
            go.countDown();
        }
        CountDownLatch again = new CountDownLatch(1);
        try (InterpreterPool full = full(RejectionPolicy.DISCARD_OLDEST, again)) {
            Future<Integer> second = full.submit(() -> 2);
            Future<Integer> third = full.submit(() -> 3);
            assertThat(second.isCancelled()).isTrue();
            again.countDown();
            assertThat(third.get()).isEqualTo(3);
        }
    }

    @Test
    void shouldLetTheCallerWaitForRoom() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        try (InterpreterPool full = full(RejectionPolicy.BLOCK, go);
                Threads threads = new Threads()) {
            Thread giver = threads.start("giver", () -> {
                for (int i = 0; i < 100; i++) {
                    full.execute(ran::incrementAndGet);
                }
            });
            Await.blocked(giver);
            assertThat(full.queuedTasks()).isEqualTo(1);
            go.countDown();
            threads.joinAll();
        }
        assertThat(ran).hasValue(100);
    }

    @Test
    void shouldWakeWhoWaitsForRoomWhenItIsShutDown() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (InterpreterPool full = full(RejectionPolicy.BLOCK, go);
                Threads threads = new Threads()) {
            Thread giver = threads.start("giver", () -> {
                try {
                    full.execute(() -> {});
                } catch (RejectedExecutionException e) {
                    seen.set(e);
                }
            });
            Await.blocked(giver);
            full.shutdown();
            threads.joinAll();
            go.countDown();
        }
        assertThat(seen.get()).hasMessageStartingWith("pool is shut down: ");
    }

    @Test
    void shouldNotWaitForRoomInItself() throws Exception {
        try (InterpreterPool full = InterpreterPool.builder("full")
                .size(1)
                .queue(1, RejectionPolicy.BLOCK)
                .create()) {
            AtomicInteger ran = new AtomicInteger();
            full.submit(() -> {
                        for (int i = 0; i < 10; i++) {
                            full.execute(ran::incrementAndGet);
                        }
                    })
                    .get(20, TimeUnit.SECONDS);
            Await.until("all ran", () -> ran.get() == 10);
        }
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> InterpreterPool.create("none", 0))
                .hasMessage("number of workers is out of range: size=0; use 1 to 32767");
        assertThatThrownBy(() -> InterpreterPool.builder("none").queue(0, RejectionPolicy.BLOCK))
                .hasMessage("queue has no room: tasks=0; use at least 1");
    }
}
