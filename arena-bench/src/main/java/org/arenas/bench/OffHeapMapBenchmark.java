package org.arenas.bench;

import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2LongHashMap;
import org.arenas.offheap.Handle;
import org.arenas.offheap.LongLongMap;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;
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
 * Gets and puts of random keys among a million, in batches of 64, a time for each key.
 *
 * <p>Ours is a {@link LongLongMap}: {@code longLongMapGet} and {@code longLongMapPut} borrow its arena once a batch, {@code
 * longLongMapGetOne} once a key; {@code optimisticGet} takes no lock, for each key. The baselines are what one would share
 * between threads, a {@link ConcurrentHashMap} with its boxes, and what one thread would use alone, Agrona's map.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class OffHeapMapBenchmark {
    static final int BATCH = 64;

    private static final int KEYS = 1_000_000;
    private static final int MASK = (1 << 20) - 1;

    private final long[] wanted = new long[MASK + 1];
    private final ConcurrentHashMap<Long, Long> concurrent = new ConcurrentHashMap<>();
    private final Long2LongHashMap agrona = new Long2LongHashMap(Long.MIN_VALUE);
    private SharedArena arena;
    private Handle<LongLongMap> handle;
    private int next;

    @Setup
    public void fill() {
        arena = SharedArena.inMemory("map", 1 << 26);
        Random random = new Random(42);
        long[] keys = random.longs(KEYS).toArray();
        try (MemoryWriter memory = arena.borrow()) {
            handle = memory.allocateLongLongMap(KEYS);
            LongLongMap map = memory.longLongMap(handle);
            for (long key : keys) {
                map.put(key, key);
                concurrent.put(key, key);
                agrona.put(key, key);
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = keys[random.nextInt(KEYS)];
        }
    }

    @TearDown
    public void close() {
        arena.close();
    }

    private int next() {
        next = (next + BATCH) & MASK;
        return next;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long longLongMapGet() {
        int from = next();
        long sum = 0;
        try (MemoryReader memory = arena.borrowShared()) {
            LongLongMap map = memory.longLongMap(handle);
            for (int i = from; i < from + BATCH; i++) {
                sum += map.get(wanted[i], 0);
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long longLongMapGetOne() {
        int from = next();
        long sum = 0;
        for (int i = from; i < from + BATCH; i++) {
            try (MemoryReader memory = arena.borrowShared()) {
                sum += memory.longLongMap(handle).get(wanted[i], 0);
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long optimisticGet() {
        int from = next();
        long sum = 0;
        for (int i = from; i < from + BATCH; i++) {
            long key = wanted[i];
            long value =
                    arena.readOptimistic(memory -> memory.longLongMap(handle).get(key, 0));
            sum += value;
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void longLongMapPut() {
        int from = next();
        try (MemoryWriter memory = arena.borrow()) {
            LongLongMap map = memory.longLongMap(handle);
            for (int i = from; i < from + BATCH; i++) {
                map.put(wanted[i], i);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long concurrentHashMapGet() {
        int from = next();
        long sum = 0;
        for (int i = from; i < from + BATCH; i++) {
            sum += concurrent.getOrDefault(wanted[i], 0L);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void concurrentHashMapPut() {
        int from = next();
        for (int i = from; i < from + BATCH; i++) {
            concurrent.put(wanted[i], (long) i);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long agronaMapGet() {
        int from = next();
        long sum = 0;
        for (int i = from; i < from + BATCH; i++) {
            sum += agrona.get(wanted[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void agronaMapPut() {
        int from = next();
        for (int i = from; i < from + BATCH; i++) {
            agrona.put(wanted[i], i);
        }
    }
}
