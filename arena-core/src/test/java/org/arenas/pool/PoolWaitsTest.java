package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R5: who waits for a pool gets what he waits for, or an exception if that cannot be; and never one if it can. */
class PoolWaitsTest {
    private final Arena orders = Arena.create("orders");

    @AfterEach
    void close() {
        orders.close();
    }

    private static InterpreterPool bounded(int size, RejectionPolicy policy) {
        return InterpreterPool.builder("bounded").size(size).queue(1, policy).create();
    }

    private void useOrders() {
        orders.borrow().close();
    }

    // ---------------------------------------------------------------- the end

    @Test
    void shouldNotWaitForTheEndInATaskThatTheCallerRuns() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        InterpreterPool full = bounded(1, RejectionPolicy.CALLER_RUNS);
        full.execute(() -> Await.open(go));
        full.execute(() -> {});
        AtomicReference<Thread> closer = new AtomicReference<>();

        full.execute(() -> {
            closer.set(Thread.currentThread());
            full.close();
        });

        assertThat(closer).hasValue(Thread.currentThread());
        assertThat(full.isShutdown()).isTrue();
        assertThat(full.isTerminated()).isFalse();
        go.countDown();
        assertThat(full.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldNotWaitForTheEndInAFunctionThatTheCallerRuns() throws Exception {
        InterpreterPool pool = InterpreterPool.create("maps", 2);
        List<Long> results = pool.mapRange(0, 3)
                .parallelism(1)
                .with(n -> {
                    pool.close();
                    return n;
                })
                .toList();

        assertThat(results).containsExactly(0L, 1L, 2L);
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldThrowIfTheEndWaitsForAMapThatWaitsForTheCaller() {
        InterpreterPool pool = InterpreterPool.create("maps", 1);
        try (Threads threads = new Threads()) {
            CountDownLatch held = new CountDownLatch(1);
            threads.start(
                    "mapper",
                    () -> pool.map(List.of(1)).forEach(item -> {
                        Await.open(held);
                        useOrders();
                    }));
            try (ExclusiveBorrow borrow = orders.borrow()) {
                held.countDown();
                Await.waiters(borrow.arena(), 1);
                assertThatThrownBy(pool::close)
                        .isInstanceOf(DeadlockException.class)
                        .hasMessageContaining("the end of pool(maps)");
            }
        }
        pool.close();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shouldThrowIfTheEndWaitsForResultsThatWaitForTheCaller() {
        InterpreterPool pool = InterpreterPool.create("maps", 1);
        try (Threads threads = new Threads()) {
            CountDownLatch held = new CountDownLatch(1);
            threads.start(
                    "mapper",
                    () -> pool.map(List.of(1)).with(n -> n).deliver(n -> {
                        Await.open(held);
                        useOrders();
                    }));
            try (ExclusiveBorrow borrow = orders.borrow()) {
                held.countDown();
                Await.waiters(borrow.arena(), 1);
                assertThatThrownBy(pool::close).isInstanceOf(DeadlockException.class);
            }
        }
        pool.close();
    }

    @Test
    void shouldLetAMapEndThatIsBeingDoneWhenItIsClosed() {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        InterpreterPool pool = InterpreterPool.create("maps", 1);
        AtomicInteger delivered = new AtomicInteger();
        try (Threads threads = new Threads()) {
            threads.start(
                    "mapper",
                    () -> pool.mapRange(0, 10).chunk(1).with(n -> n).deliver(n -> {
                        delivering.countDown();
                        Await.open(go);
                        delivered.incrementAndGet();
                    }));
            Await.open(delivering);
            Thread closer = threads.start("closer", pool::close);
            Await.blocked(closer);
            go.countDown();
        }
        assertThat(delivered).hasValue(10);
    }

    // ---------------------------------------------------------------- room

    @Test
    void shouldWaitForRoomAsLongAsOneWorkerCanMakeSome() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        try (InterpreterPool pool = bounded(2, RejectionPolicy.BLOCK);
                Threads threads = new Threads()) {
            pool.execute(() -> {
                Await.open(held);
                useOrders();
            });
            pool.execute(() -> Await.open(go));
            pool.execute(ran::incrementAndGet);
            Thread giver = threads.start("giver", () -> {
                try (ExclusiveBorrow borrow = orders.borrow()) {
                    held.countDown();
                    Await.waiters(borrow.arena(), 1);
                    pool.execute(ran::incrementAndGet);
                }
            });
            Await.waiters(orders, 1);
            Await.blocked(giver);
            go.countDown();
            threads.joinAll();
        }
        assertThat(ran).hasValue(2);
    }

    @Test
    void shouldThrowIfNoWorkerCanEverMakeRoom() {
        CountDownLatch held = new CountDownLatch(1);
        try (InterpreterPool pool = bounded(1, RejectionPolicy.BLOCK)) {
            pool.execute(() -> {
                Await.open(held);
                useOrders();
            });
            pool.execute(() -> {});
            try (ExclusiveBorrow borrow = orders.borrow()) {
                held.countDown();
                Await.waiters(borrow.arena(), 1);
                assertThatThrownBy(() -> pool.execute(() -> {}))
                        .isInstanceOf(DeadlockException.class)
                        .hasMessageContaining("room in the queue of pool(bounded)");
            }
        }
    }

    // ---------------------------------------------------------------- a map that nobody wants any more

    @Test
    void shouldEndAMapWhoseProgressCallbackThrows() throws Exception {
        InterpreterPool pool = InterpreterPool.create("maps", 2);
        AtomicInteger told = new AtomicInteger();
        assertThatThrownBy(() -> pool.mapRange(0, Long.MAX_VALUE)
                        .progress(progress -> {
                            told.incrementAndGet();
                            throw new IllegalStateException("no terminal");
                        })
                        .forEach(n -> {}))
                .hasMessage("no terminal");

        assertThat(told).hasValue(1);
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).as("terminated").isTrue();
    }
}
