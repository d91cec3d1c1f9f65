package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.error.ArenaException;
import org.arenas.error.BorrowLeakException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that goes from task to task without leaving its interpreter: nobody can tell. */
class ShiftTest {
    private static final int MANY = 500;
    private static final long TASK_NANOS = 20_000;

    private final Arena orders = Arena.create("orders");
    private final InterpreterPool pool = InterpreterPool.create("shift", 1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger ran = new AtomicInteger();
    private Interpreter worker;

    /** What is given until the latch opens is done in one shift. */
    @BeforeEach
    void keepTheWorkerBusy() throws Exception {
        worker = pool.submit(home -> home.interpreter()).get();
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            Await.open(go);
        });
        Await.open(busy);
    }

    @AfterEach
    void close() {
        go.countDown();
        pool.close();
        orders.close();
    }

    @Test
    void shouldEndEachTasksHomeBorrowWithIt() throws Exception {
        AtomicReference<Home> kept = new AtomicReference<>();
        Future<?> first = pool.submit(home -> {
            kept.set(home);
            return null;
        });
        Future<?> second = pool.submit(home -> home.own(kept.get().own(new StringBuilder())));
        Future<?> third = pool.submit(() -> kept.get().own(new StringBuilder()));
        go.countDown();

        assertThat(first.get()).isNull();
        assertThatThrownBy(second::get).cause().isInstanceOf(ArenaException.class);
        assertThatThrownBy(third::get).cause().isInstanceOf(ArenaException.class);
    }

    @Test
    void shouldBlameTheTaskThatLeftABorrowOpen() throws Exception {
        Future<Integer> before = pool.submit(() -> 1);
        Future<?> leaky = pool.submit(() -> orders.borrow());
        Future<Boolean> after = pool.submit(() -> {
            orders.borrow().close();
            return orders.isHeldByCurrentThread();
        });
        go.countDown();

        assertThat(before.get()).isEqualTo(1);
        assertThatThrownBy(leaky::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(BorrowLeakException.class);
        assertThat(after.get()).isFalse();
    }

    @Test
    void shouldKeepAnInterruptFromTheNextTask() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Future<?> interrupted = pool.submit(() -> {
            running.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        Future<?> interruptsItself = pool.submit(() -> Thread.currentThread().interrupt());
        Future<Boolean> next = pool.submit(() -> Thread.currentThread().isInterrupted());
        go.countDown();
        Await.open(running);

        assertThat(interrupted.cancel(true)).isTrue();
        assertThat(interruptsItself.get(20, TimeUnit.SECONDS)).isNull();
        assertThat(next.get(20, TimeUnit.SECONDS)).isFalse();
    }

    /** R10: the tasks take some 10 ms, and after one the arena is handed to who waits for it. */
    @Test
    void shouldLetInWhoWaitsForTheHomeArena() {
        AtomicInteger ranBefore = new AtomicInteger();
        try (Threads threads = new Threads()) {
            threads.start("borrower", () -> {
                try (ExclusiveBorrow borrow = worker.arena().borrow()) {
                    ranBefore.set(ran.get());
                    assertThat(borrow.arena()).isSameAs(worker.arena());
                }
            });
            Await.waiters(worker.arena(), 1);
            giveMany();
            go.countDown();
        }
        assertThat(ranBefore.get()).isLessThan(MANY);
    }

    @Test
    void shouldLetInATaskOfTheInterpretersOwn() throws Exception {
        AtomicInteger ranBefore = new AtomicInteger(-1);
        worker.execute(home -> ranBefore.set(ran.get()));
        List<Future<?>> many = giveMany();
        go.countDown();
        for (Future<?> future : many) {
            future.get();
        }
        Await.until("own task ran", () -> ranBefore.get() >= 0);
        assertThat(ranBefore.get()).isLessThan(MANY);
    }

    private List<Future<?>> giveMany() {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            futures.add(pool.submit(() -> {
                long end = System.nanoTime() + TASK_NANOS;
                while (System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
                ran.incrementAndGet();
            }));
        }
        return futures;
    }

    @Test
    void shouldTellEveryResultThoughTheInterpreterIsClosedInTheMiddle() throws Exception {
        Future<Integer> before = pool.submit(() -> 1);
        Future<?> closes = pool.submit(home -> {
            home.interpreter().close();
            return null;
        });
        Future<Interpreter> after = pool.submit(home -> home.interpreter());
        go.countDown();

        assertThat(before.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(closes.get(20, TimeUnit.SECONDS)).isNull();
        assertThat(after.get(20, TimeUnit.SECONDS)).isNotSameAs(worker);
    }
}
