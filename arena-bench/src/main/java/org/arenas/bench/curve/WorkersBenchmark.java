package org.arenas.bench.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.arenas.bench.Pools;
import org.arenas.bench.Work;
import org.arenas.pool.InterpreterPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same {@value #ITEMS} pieces of work, 10 µs each, by more and more workers.
 *
 * <p>{@code parMap} and {@code parallelStream} make chunks of the pieces; the stream runs in a {@link ForkJoinPool} of that size,
 * the only way to give it one. {@code pool}, {@code threadPool} and {@code forkJoin} get a task for each piece, all at once, by
 * {@link ExecutorService#invokeAll}.
 *
 * <p>More than twice as many workers as there are processors are of no use here: the report leaves those numbers out. The
 * carriers of behaviours are as many as {@code -Darenas.carriers} says from the start of the JVM on, so they have no line.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WorkersBenchmark {
    static final int ITEMS = 1_000;

    private static final int ROUNDS = Work.roundsOf(10_000);

    /** How many threads, or interpreters. */
    @Param({"1", "2", "3", "4", "6", "8", "16", "32", "64"})
    public int workers;

    private final List<Callable<Long>> tasks = new ArrayList<>();
    private long expected;

    /** Makes the pieces. */
    @Setup
    public void create() {
        for (long i = 0; i < ITEMS; i++) {
            long item = i;
            tasks.add(() -> work(item));
            expected += work(item);
        }
    }

    private static long work(long item) {
        return Work.rounds(item, ROUNDS);
    }

    private long check(long sum) {
        if (sum != expected) {
            throw new IllegalStateException("wrong sum: expected=" + expected + ", is=" + sum);
        }
        return sum;
    }

    /** Interpreters. */
    @State(Scope.Benchmark)
    public static class Ours {
        private InterpreterPool pool;

        @Setup
        public void start(WorkersBenchmark size) {
            pool = InterpreterPool.create("bench", size.workers);
        }

        @TearDown
        public void stop() {
            pool.close();
        }
    }

    /** Threads. */
    @State(Scope.Benchmark)
    public static class Fixed {
        private ExecutorService pool;

        @Setup
        public void start(WorkersBenchmark size) {
            pool = Executors.newFixedThreadPool(size.workers);
        }

        @TearDown
        public void stop() {
            Pools.stop(pool);
        }
    }

    /** Threads that steal. */
    @State(Scope.Benchmark)
    public static class ForkJoin {
        private ForkJoinPool pool;

        @Setup
        public void start(WorkersBenchmark size) {
            pool = new ForkJoinPool(size.workers);
        }

        @TearDown
        public void stop() {
            Pools.stop(pool);
        }
    }

    @Benchmark
    public long parMap(Ours ours) {
        return check(ours.pool.mapRange(0, ITEMS).with(WorkersBenchmark::work).reduce(0L, Long::sum));
    }

    @Benchmark
    public long pool(Ours ours) throws InterruptedException, ExecutionException {
        return invokeAll(ours.pool);
    }

    @Benchmark
    public long parallelStream(ForkJoin forkJoin) throws InterruptedException, ExecutionException {
        return check(forkJoin.pool
                .submit(() -> LongStream.range(0, ITEMS)
                        .parallel()
                        .map(WorkersBenchmark::work)
                        .sum())
                .get());
    }

    @Benchmark
    public long threadPool(Fixed fixed) throws InterruptedException, ExecutionException {
        return invokeAll(fixed.pool);
    }

    @Benchmark
    public long forkJoin(ForkJoin forkJoin) throws InterruptedException, ExecutionException {
        return invokeAll(forkJoin.pool);
    }

    private long invokeAll(ExecutorService pool) throws InterruptedException, ExecutionException {
        long sum = 0;
        for (Future<Long> result : pool.invokeAll(tasks)) {
            sum += result.get();
        }
        return check(sum);
    }
}
