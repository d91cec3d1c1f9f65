package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the documentation of ExecutorService, Future and ThreadPoolExecutor promises to their users. */
class PoolContractTest {
    private final InterpreterPool owner = InterpreterPool.create("contract", 2);
    private final ExecutorService pool = owner;

    @AfterEach
    void close() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).as("terminated").isTrue();
    }

    // ---------------------------------------------------------------- tasks and futures

    @Test
    void shouldGiveResults() throws Exception {
        AtomicInteger ran = new AtomicInteger();

        assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
        assertThat(pool.submit(ran::incrementAndGet, "done").get(20, TimeUnit.SECONDS))
                .isEqualTo("done");
        Future<?> nothing = pool.submit((Runnable) ran::incrementAndGet);
        assertThat(nothing.get()).isNull();
        assertThat(nothing.isDone()).isTrue();
        assertThat(nothing.isCancelled()).isFalse();
        assertThat(ran).hasValue(2);
    }

    @Test
    void shouldGiveWhatATaskThrowsAsTheCause() {
        IOException thrown = new IOException("no file");
        Future<Object> failed = pool.submit(() -> {
            throw thrown;
        });
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasCause(thrown);
        Error error = new AssertionError("broken");
        Future<?> broken = pool.submit((Runnable) () -> {
            throw error;
        });
        assertThatThrownBy(broken::get).isInstanceOf(ExecutionException.class).hasCause(error);
    }

    @Test
    void shouldGoOnAfterTasksThatThrow() throws Exception {
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        try (InterpreterPool one = InterpreterPool.builder("one")
                .size(1)
                .onFailure((interpreter, e) -> failures.add(e))
                .create()) {
            RuntimeException thrown = new IllegalStateException("on purpose");
            Thread first = one.submit(Thread::currentThread).get();
            one.execute(() -> {
                throw thrown;
            });
            assertThat(one.submit(Thread::currentThread).get()).isSameAs(first);
            assertThat(failures).containsExactly(thrown);
        }
    }

    @Test
    void shouldBeginTasksInTheirOrder() throws Exception {
        List<Integer> order = new ArrayList<>();
        try (InterpreterPool one = InterpreterPool.create("one", 1)) {
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                one.execute(() -> order.add(number));
            }
            one.submit(() -> null).get();
        }
        assertThat(order).hasSize(5_000).isSorted();
    }

    @Test
    void shouldRunTasksAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Callable<Boolean> meet = () -> {
            both.countDown();
            return both.await(20, TimeUnit.SECONDS);
        };
        Future<Boolean> first = pool.submit(meet);
        assertThat(pool.submit(meet).get()).isTrue();
        assertThat(first.get()).isTrue();
    }

    @Test
    void shouldTimeOut() {
        CountDownLatch never = new CountDownLatch(1);
        Future<?> slow = pool.submit(() -> never.await(20, TimeUnit.SECONDS));
        assertThatThrownBy(() -> slow.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> slow.get(0, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        never.countDown();
    }

    @Test
    void shouldInterruptATaskThatIsCancelledAndNoOther() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        Future<?> future = owner.submit(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            ended.countDown();
            return null;
        });
        Await.open(running);

        assertThat(future.cancel(true)).isTrue();

        assertThat(future.isCancelled()).isTrue();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        Await.open(ended);
        assertThat(interrupted).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).get())
                    .isFalse();
        }
    }

    @Test
    void shouldNotRunATaskThatWasCancelledBefore() throws Exception {
        try (InterpreterPool one = InterpreterPool.create("one", 1)) {
            CountDownLatch go = new CountDownLatch(1);
            one.execute(() -> Await.open(go));
            AtomicBoolean ran = new AtomicBoolean();
            Future<?> cancelled = one.submit(() -> ran.set(true));
            assertThat(cancelled.cancel(false)).isTrue();
            assertThat(cancelled.cancel(true)).isFalse();
            go.countDown();
            one.submit(() -> null).get();
            assertThat(ran).isFalse();
        }
    }

    @Test
    void shouldNotShowAnInterruptThatATaskLeavesBehindToTheNext() throws Exception {
        try (InterpreterPool one = InterpreterPool.create("one", 1)) {
            one.submit(() -> Thread.currentThread().interrupt()).get();
            assertThat(one.submit(() -> Thread.currentThread().isInterrupted()).get())
                    .isFalse();
        }
    }

    @Test
    void shouldEndAWaitAtAnInterrupt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Future<?> slow = pool.submit(() -> never.await(20, TimeUnit.SECONDS));
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (Threads threads = new Threads()) {
            Thread waiter = threads.start("waiter", () -> {
                try {
                    slow.get();
                } catch (InterruptedException e) {
                    seen.set(e);
                }
            });
            Await.blocked(waiter);
            waiter.interrupt();
        }
        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        never.countDown();
    }

    @Test
    void shouldRefuseNull() {
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Callable<?>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit(null, "result")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAll(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.invokeAny(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.awaitTermination(1, null)).isInstanceOf(NullPointerException.class);
    }

    // ---------------------------------------------------------------- many tasks

    @Test
    void shouldInvokeAll() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> done : pool.invokeAll(tasks)) {
            assertThat(done.isDone()).isTrue();
            results.add(done.get());
        }
        assertThat(results).containsExactly(1, 2, 3);
        assertThat(pool.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    void shouldCancelWhatIsNotDoneInTime() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> {
            begun.set(true);
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return 2;
        });
        List<Future<Integer>> futures = pool.invokeAll(tasks, 200, TimeUnit.MILLISECONDS);
        assertThat(futures).allMatch(Future::isDone);
        assertThat(futures.get(1).isCancelled()).isTrue();
        if (begun.get()) {
            Await.open(interrupted);
        }
    }

    @Test
    void shouldInvokeAny() throws Exception {
        Callable<Integer> fails = () -> {
            throw new IOException("no");
        };
        assertThat(pool.invokeAny(Arrays.asList(fails, () -> 2, fails))).isEqualTo(2);
        Callable<Integer> three = () -> 3;
        assertThat(pool.<Integer>invokeAny(List.of(three), 20, TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThatThrownBy(() -> pool.invokeAny(List.of(fails, fails)))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no");
        assertThatThrownBy(() -> pool.invokeAny(List.<Callable<Integer>>of()))
                .isInstanceOf(IllegalArgumentException.class);
        Callable<Integer> slow = () -> {
            new CountDownLatch(1).await();
            return 1;
        };
        assertThatThrownBy(() -> pool.invokeAny(List.of(slow), 10, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void shouldRunWhatItHasAfterAShutdownAndTakeNoMore() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> given = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            given.add(pool.submit(() -> {
                Await.open(go);
                return number;
            }));
        }
        pool.shutdown();
        pool.shutdown();

        assertThat(pool.isShutdown()).isTrue();
        assertThat(pool.isTerminated()).isFalse();
        assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThatThrownBy(() -> pool.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("pool is shut down: pool=pool(contract), caller="
                        + Thread.currentThread().getName()
                        + "; give it tasks before shutdown(), or check isShutdown()");
        go.countDown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.isTerminated()).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(given.get(i).get()).isEqualTo(i);
        }
    }

    @Test
    void shouldHandBackWhatHadNotBegunAndInterruptTheRest() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        AtomicInteger interrupted = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                running.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
            });
        }
        Await.open(running);
        Runnable plain = () -> {};
        pool.execute(plain);
        Future<Integer> queued = pool.submit(() -> 1);

        List<Runnable> left = pool.shutdownNow();

        assertThat(left).hasSize(2).startsWith(plain);
        assertThat(left.get(1)).isSameAs(queued);
        assertThatThrownBy(queued::get).as("R9: nobody waits for ever").isInstanceOf(CancellationException.class);
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).hasValue(2);
    }

    @Test
    void shouldTerminateAtOnceIfItHasNeverHadATask() {
        pool.shutdown();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(pool.shutdownNow()).isEmpty();
    }

    @Test
    void shouldWaitForAllTasksInClose() {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            pool.execute(ran::incrementAndGet);
        }
        owner.close();
        owner.close();
        assertThat(ran).hasValue(1_000);
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shouldShutDownAtOnceIfCloseIsInterrupted() {
        CountDownLatch running = new CountDownLatch(1);
        pool.execute(() -> {
            running.countDown();
            assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        });
        Await.open(running);
        Thread.currentThread().interrupt();
        owner.close();
        assertThat(Thread.interrupted()).as("still pending").isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void shouldNotWaitForItself() throws Exception {
        pool.submit(owner::close).get(20, TimeUnit.SECONDS);
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    // ---------------------------------------------------------------- threads

    @Test
    void shouldStartAThreadWithEachTaskUpToItsSize() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (InterpreterPool three = InterpreterPool.builder("three")
                .size(3)
                .threads(task -> {
                    Thread thread = new Thread(task, "mine-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                })
                .create()) {
            assertThat(three.startedWorkers()).isZero();
            assertThat(three.submit(() -> Thread.currentThread().getName()).get())
                    .isEqualTo("mine-1");
            CountDownLatch all = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                three.execute(() -> {
                    all.countDown();
                    Await.open(all);
                });
            }
            Await.open(all);
            assertThat(made).hasValue(3);
            assertThat(three.startedWorkers()).isEqualTo(3);
        }
    }

    @Test
    void shouldSayThatTheFactoryMadeNoThread() {
        try (InterpreterPool none =
                InterpreterPool.builder("none").size(1).threads(task -> null).create()) {
            assertThatThrownBy(() -> none.execute(() -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("thread factory made no thread: pool=pool(none), factory=");
        }
    }
}
