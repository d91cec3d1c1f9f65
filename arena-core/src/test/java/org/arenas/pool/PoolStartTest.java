package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.Arenas;
import org.arenas.Interpreter;
import org.arenas.testing.Await;
import org.junit.jupiter.api.Test;

/** A thread that does not start, as when the system has no more of them. */
class PoolStartTest {
    private final AtomicInteger made = new AtomicInteger();

    /** Threads that start, except those numbers. */
    private ThreadFactory allBut(int from, int to) {
        return task -> {
            int number = made.getAndIncrement();
            return number < from || number > to
                    ? new Thread(task)
                    : new Thread(task) {
                        @Override
                        public synchronized void start() {
                            throw new OutOfMemoryError("no thread: number=" + number);
                        }
                    };
        };
    }

    @Test
    void shouldFailTheTaskAndEndAsIfItHadNotBeenGiven() throws Exception {
        InterpreterPool pool =
                InterpreterPool.builder("unlucky").size(2).threads(allBut(0, 0)).create();

        assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(OutOfMemoryError.class);
        int second = pool.submit(() -> 2).get();

        assertThat(second).isEqualTo(2);
        pool.close();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(Arenas.interpreters()).extracting(Interpreter::name).noneMatch(name -> name.startsWith("unlucky"));
    }

    @Test
    void shouldEndAlthoughNoThreadEverStarted() throws Exception {
        InterpreterPool pool =
                InterpreterPool.builder("none").size(2).threads(allBut(0, 100)).create();

        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(OutOfMemoryError.class);
        pool.shutdown();

        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldHaveTheOthersDoTheWorkIfAFurtherThreadDoesNotStart() throws Exception {
        InterpreterPool pool =
                InterpreterPool.builder("few").size(3).threads(allBut(1, 100)).create();
        CountDownLatch goOn = new CountDownLatch(1);

        pool.execute(() -> Await.open(goOn));
        Future<Integer> queued = pool.submit(() -> 2);
        assertThat(queued).isNotDone();
        goOn.countDown();

        assertThat(queued.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        pool.close();
        assertThat(pool.isTerminated()).isTrue();
    }
}
