package org.arenas.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.offheap.LongArray;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The sum of 1,000 numbers, and storing as many: by {@link LongArray}, element by element and as one operation, beside
 * Agrona's buffer with its own check of bounds. The buffer knows nothing of borrows: it can be used when it was freed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ArrayBenchmark {
    private static final int LENGTH = 1_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH * Long.BYTES));
    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);
    private MemoryWriter writer;
    private LongArray array;

    /** Numbers. */
    @Setup
    public void open() {
        writer = board.borrow();
        array = writer.longArray(writer.allocateLongArray(LENGTH));
        for (int i = 0; i < LENGTH; i++) {
            array.set(i, i);
            buffer.putLong(i * Long.BYTES, i);
        }
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        writer.close();
        board.close();
    }

    /** Each element with all checks. */
    @Benchmark
    public long get() {
        long sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += array.get(i);
        }
        return sum;
    }

    /** The checks of the borrow once. */
    @Benchmark
    public long sum() {
        return array.sum();
    }

    /** The baseline. */
    @Benchmark
    public long bufferGet() {
        long sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += buffer.getLong(i * Long.BYTES);
        }
        return sum;
    }

    /** Each element with all checks. */
    @Benchmark
    public void set() {
        for (int i = 0; i < LENGTH; i++) {
            array.set(i, i);
        }
    }

    /** The checks of the borrow once. */
    @Benchmark
    public void fill() {
        array.fill(1);
    }

    /** The baseline. */
    @Benchmark
    public void bufferPut() {
        for (int i = 0; i < LENGTH; i++) {
            buffer.putLong(i * Long.BYTES, i);
        }
    }
}
