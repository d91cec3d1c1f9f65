package org.arenas.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
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
 * A parallel map over a list into a list, beside the parallel stream, which uses the common pool and the calling thread, and
 * beside a sequential loop. The items are as many as take one processor some ten milliseconds.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ParMapBenchmark {
    private static final long ALL_NANOS = 20_000_000;
    private static final int MOST_ITEMS = 1_000_000;

    /** How long an item takes, about. */
    @Param({"10", "1000", "1000000"})
    public int nanos;

    private List<Long> items;
    private int rounds;
    private InterpreterPool pool;

    /** Makes the items. */
    @Setup
    public void create() {
        int count = (int) Math.min(MOST_ITEMS, ALL_NANOS / nanos);
        items = new ArrayList<>(LongStream.range(0, count).boxed().toList());
        rounds = Work.roundsOf(nanos);
        pool = InterpreterPool.create("bench", Pools.threads());
    }

    /** Ends the pool. */
    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public List<Long> parMap() {
        return pool.map(items).with(this::work).toList();
    }

    @Benchmark
    public List<Long> parallelStream() {
        return items.parallelStream().map(this::work).toList();
    }

    @Benchmark
    public List<Long> sequentialLoop() {
        List<Long> results = new ArrayList<>(items.size());
        for (Long item : items) {
            results.add(work(item));
        }
        return results;
    }

    private long work(long seed) {
        return Work.rounds(seed, rounds);
    }
}
