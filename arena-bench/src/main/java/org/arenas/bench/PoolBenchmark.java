package org.arenas.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.arenas.pool.InterpreterPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A pool of interpreters beside the JDK's pools of as many threads. A twin has the same name with the pool's in front.
 *
 * <ul>
 *   <li>{@code submitGet}: one task is given and its result waited for, by one thread that has nothing else to do.
 *   <li>{@code fanOut}: {@value #FAN} tasks are given, then all results waited for; the time is that of one task.
 *   <li>{@code createAndClose}: a pool is made, does one task, and is closed, its threads' end included.
 * </ul>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class PoolBenchmark {
    static final int FAN = 1_000;

    private final Future<?>[] futures = new Future<?>[FAN];

    /** A pool of interpreters. */
    @State(Scope.Thread)
    public static class Ours {
        InterpreterPool pool;

        @Setup
        public void create() {
            pool = InterpreterPool.create("bench", Pools.threads());
        }

        @TearDown
        public void close() {
            pool.close();
        }
    }

    /** A ThreadPoolExecutor. */
    @State(Scope.Thread)
    public static class Fixed {
        ExecutorService pool;

        @Setup
        public void create() {
            pool = Pools.fixed();
        }

        @TearDown
        public void close() {
            Pools.stop(pool);
        }
    }

    /** A ForkJoinPool. */
    @State(Scope.Thread)
    public static class ForkJoin {
        ExecutorService pool;

        @Setup
        public void create() {
            pool = Pools.forkJoin();
        }

        @TearDown
        public void close() {
            Pools.stop(pool);
        }
    }

    @Benchmark
    public int submitGet(Ours state) throws ExecutionException, InterruptedException {
        return submitGet(state.pool);
    }

    @Benchmark
    public int threadPoolSubmitGet(Fixed state) throws ExecutionException, InterruptedException {
        return submitGet(state.pool);
    }

    @Benchmark
    public int forkJoinSubmitGet(ForkJoin state) throws ExecutionException, InterruptedException {
        return submitGet(state.pool);
    }

    private static int submitGet(ExecutorService pool) throws ExecutionException, InterruptedException {
        return pool.submit(() -> 1).get();
    }

    @Benchmark
    @OperationsPerInvocation(FAN)
    public Object fanOut(Ours state) throws ExecutionException, InterruptedException {
        return fanOut(state.pool);
    }

    @Benchmark
    @OperationsPerInvocation(FAN)
    public Object threadPoolFanOut(Fixed state) throws ExecutionException, InterruptedException {
        return fanOut(state.pool);
    }

    @Benchmark
    @OperationsPerInvocation(FAN)
    public Object forkJoinFanOut(ForkJoin state) throws ExecutionException, InterruptedException {
        return fanOut(state.pool);
    }

    private Object fanOut(ExecutorService pool) throws ExecutionException, InterruptedException {
        for (int i = 0; i < FAN; i++) {
            int number = i;
            futures[i] = pool.submit(() -> number);
        }
        for (Future<?> future : futures) {
            future.get();
        }
        return futures;
    }

    @Benchmark
    public int createAndClose() throws ExecutionException, InterruptedException {
        try (InterpreterPool pool = InterpreterPool.create("bench", Pools.threads())) {
            return pool.submit(() -> 1).get();
        }
    }

    @Benchmark
    public int threadPoolCreateAndClose() throws ExecutionException, InterruptedException {
        return useOnce(Pools.fixed());
    }

    @Benchmark
    public int forkJoinCreateAndClose() throws ExecutionException, InterruptedException {
        return useOnce(Pools.forkJoin());
    }

    private static int useOnce(ExecutorService pool) throws ExecutionException, InterruptedException {
        try {
            return pool.submit(() -> 1).get();
        } finally {
            Pools.stop(pool);
        }
    }
}
