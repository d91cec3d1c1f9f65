package org.arenas.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;
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
 * Frees one of many blocks and allocates another, of mixed sizes from 16 to 1,024 bytes, in an arena of 64 MiB that is so
 * many percent full. There is no baseline: what matters is that a full arena is as fast as an empty one. What is allocated is
 * set to zero, about 500 bytes on average.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AllocatorBenchmark {
    private static final int BYTES = 1 << 26;
    private static final int MOST = 1024;

    @Param({"10", "90"})
    public int percentFull;

    private final Random random = new Random(42);
    private final int[] sizes = random.ints(1 << 12, 16, MOST).toArray();
    private SharedArena arena;
    private MemoryWriter memory;
    private Handle<byte[]>[] handles;
    private int next;

    @Setup
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void fill() {
        arena = SharedArena.inMemory("allocator", BYTES);
        memory = arena.borrow();
        handles = new Handle[(int) ((long) BYTES * percentFull / 100 / (MOST / 2 + 40))];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = memory.allocateBytes(sizes[i % sizes.length]);
        }
        for (int i = 0; i < 4 * handles.length; i++) {
            freeAndAllocate();
        }
    }

    @TearDown
    public void close() {
        memory.close();
        arena.close();
    }

    @Benchmark
    public Handle<byte[]> freeAndAllocate() {
        next++;
        int i = (int) ((next * 0x9E37_79B9L & Integer.MAX_VALUE) % handles.length);
        memory.free(handles[i]);
        handles[i] = memory.allocateBytes(sizes[next & sizes.length - 1]);
        return handles[i];
    }
}
