package org.arenas.bench.curve;

import static org.arenas.Access.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.bench.Pools;
import org.arenas.bench.Window;
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
 * Some 20 ms of work cut into tasks of a size, from 10 ns to 10 ms: how small a task can be before what surrounds it costs more
 * than it does, and how large before there are too few of them. What the processors could reach at best is the sequential
 * loop's time divided by their number.
 *
 * <ul>
 *   <li>{@code behaviours}: a task is a behaviour on one of {@value #OWNERS} arenas.
 *   <li>{@code interpreters}: a task is given to one of {@value #OWNERS} interpreters.
 *   <li>{@code parMap}: a parallel map over the numbers of the tasks, which finds a size of chunks by itself.
 *   <li>{@code parallelStream}: the same by the JDK, without objects for the numbers, as an expert would have it.
 *   <li>{@code threadPool}, {@code forkJoin}: a task is given to an executor, and adds its result to a {@link LongAdder}.
 * </ul>
 *
 * <p>Behaviours and the tasks of the executors have a stage each, and no more than a {@link Window} of them is outstanding. The
 * interpreters' mailboxes are bounded by themselves.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TaskSizeBenchmark {
    static final int OWNERS = 16;

    /** How long a task takes, about. */
    @Param({"10", "100", "1000", "10000", "100000", "1000000", "10000000"})
    public int nanos;

    /** How long all of them take one after the other, about. */
    @Param("20000000")
    public int allNanos;

    private int tasks;
    private int rounds;
    private long expected;

    /** Cuts the work. */
    @Setup
    public void cut() {
        tasks = Math.max(1, allNanos / nanos);
        rounds = Work.roundsOf(nanos);
        expected = LongStream.range(0, tasks).map(this::work).sum();
    }

    private long work(long task) {
        return Work.rounds(task, rounds);
    }

    private long check(long sum) {
        if (sum != expected) {
            throw new IllegalStateException("wrong sum: expected=" + expected + ", is=" + sum);
        }
        return sum;
    }

    /** A number that its owner alone adds to. */
    static final class Sum {
        private long value;

        private void add(long more) {
            value += more;
        }

        /** Begins anew. */
        private long take() {
            long taken = value;
            value = 0;
            return taken;
        }
    }

    /** Arenas with a sum each. */
    @State(Scope.Benchmark)
    public static class Owners {
        private final List<Ref<Sum>> sums = new ArrayList<>();

        @Setup
        public void create() {
            for (int i = 0; i < OWNERS; i++) {
                try (ExclusiveBorrow b = Arena.create("sum").borrow()) {
                    sums.add(b.own(new Sum()));
                }
            }
        }

        @TearDown
        public void close() {
            sums.forEach(sum -> sum.arena().close());
        }
    }

    /** Interpreters with a sum each. */
    @State(Scope.Benchmark)
    public static class Workers {
        private final List<Interpreter> interpreters = new ArrayList<>();
        private final List<Ref<Sum>> sums = new ArrayList<>();

        @Setup
        public void create() {
            for (int i = 0; i < OWNERS; i++) {
                Interpreter interpreter = Interpreter.create("sum");
                interpreters.add(interpreter);
                sums.add(interpreter.call(home -> home.own(new Sum())));
            }
        }

        @TearDown
        public void close() {
            interpreters.forEach(Interpreter::close);
        }
    }

    /** A pool for the map. */
    @State(Scope.Benchmark)
    public static class MapPool {
        private InterpreterPool pool;

        @Setup
        public void create() {
            pool = InterpreterPool.create("bench", Pools.threads());
        }

        @TearDown
        public void close() {
            pool.close();
        }
    }

    /** A fixed pool. */
    @State(Scope.Benchmark)
    public static class FixedPool {
        private final ExecutorService pool = Pools.fixed();

        @TearDown
        public void close() {
            Pools.stop(pool);
        }
    }

    /** A fork-join pool. */
    @State(Scope.Benchmark)
    public static class ForkJoin {
        private final ExecutorService pool = Pools.forkJoin();

        @TearDown
        public void close() {
            Pools.stop(pool);
        }
    }

    @Benchmark
    public long sequentialLoop() {
        long sum = 0;
        for (int task = 0; task < tasks; task++) {
            sum += work(task);
        }
        return check(sum);
    }

    @Benchmark
    public long behaviours(Owners owners) {
        Window window = new Window();
        for (int i = 0; i < tasks; i++) {
            int task = i;
            Ref<Sum> sum = owners.sums.get(task % OWNERS);
            window.add(Arenas.when(write(sum.arena())).run(b -> b.get(sum).add(work(task))));
        }
        window.drain();
        long all = 0;
        for (Ref<Sum> sum : owners.sums) {
            try (ExclusiveBorrow b = sum.arena().borrow()) {
                all += b.get(sum).take();
            }
        }
        return check(all);
    }

    @Benchmark
    public long interpreters(Workers workers) {
        for (int i = 0; i < tasks; i++) {
            int task = i;
            Ref<Sum> sum = workers.sums.get(task % OWNERS);
            workers.interpreters
                    .get(task % OWNERS)
                    .execute(home -> home.get(sum).add(work(task)));
        }
        long all = 0;
        for (int i = 0; i < OWNERS; i++) {
            Ref<Sum> sum = workers.sums.get(i);
            all += workers.interpreters.get(i).call(home -> home.get(sum).take());
        }
        return check(all);
    }

    @Benchmark
    public long parMap(MapPool map) {
        return check(map.pool.mapRange(0, tasks).with(this::work).reduce(0L, Long::sum));
    }

    @Benchmark
    public long parallelStream() {
        return check(LongStream.range(0, tasks).parallel().map(this::work).sum());
    }

    @Benchmark
    public long threadPool(FixedPool fixed) {
        return give(fixed.pool);
    }

    @Benchmark
    public long forkJoin(ForkJoin forkJoin) {
        return give(forkJoin.pool);
    }

    private long give(ExecutorService pool) {
        LongAdder sum = new LongAdder();
        Window window = new Window();
        for (int i = 0; i < tasks; i++) {
            int task = i;
            window.add(CompletableFuture.runAsync(() -> sum.add(work(task)), pool));
        }
        window.drain();
        return check(sum.sum());
    }
}
