package org.arenas.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.offheap.FileOptions;
import org.arenas.offheap.Handle;
import org.arenas.offheap.LongField;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.RecordLayout;
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
 * An exclusive borrow of a shared arena that nobody disputes: borrow, checked access, increment, close. One thread.
 *
 * <p>{@code inMemoryExclusive} increments a long in direct memory, {@code inMemoryRead} only reads it, which spares it the
 * write sequence. {@code fileExclusive} and {@code fileRead} do the same to an arena in a file that nobody else has open: to
 * the lock between processes, and, if something changes, to the undo journal. The baseline increments a long in a direct
 * buffer under a {@link ReentrantLock}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SharedArenaBorrowBenchmark {
    /** What is kept. */
    public record Count(long value) {}

    private static final RecordLayout<Count> COUNT = RecordLayout.of(Count.class);
    private static final LongField<Count> VALUE = COUNT.longField("value");

    private final ReentrantLock lock = new ReentrantLock();
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Long.BYTES));
    private SharedArena arena;
    private Handle<Count> handle;
    private Scratch scratch;
    private SharedArena file;
    private Handle<Count> inFile;

    @Setup
    public void create() throws IOException {
        arena = SharedArena.inMemory("count", 1 << 16);
        handle = allocate(arena);
        scratch = new Scratch();
        file = SharedArena.create(scratch.path("count"), FileOptions.of(1 << 16));
        inFile = allocate(file);
    }

    private static Handle<Count> allocate(SharedArena arena) {
        try (MemoryWriter memory = arena.borrow()) {
            return memory.allocate(COUNT, new Count(0));
        }
    }

    @TearDown
    public void close() throws IOException {
        arena.close();
        file.close();
        scratch.close();
    }

    @Benchmark
    public long inMemoryExclusive() {
        return increment(arena, handle);
    }

    @Benchmark
    public long inMemoryRead() {
        return read(arena, handle);
    }

    @Benchmark
    public long fileExclusive() {
        return increment(file, inFile);
    }

    @Benchmark
    public long fileRead() {
        return read(file, inFile);
    }

    private static long increment(SharedArena arena, Handle<Count> handle) {
        try (MemoryWriter memory = arena.borrow()) {
            long next = memory.get(VALUE, handle) + 1;
            memory.set(VALUE, handle, next);
            return next;
        }
    }

    private static long read(SharedArena arena, Handle<Count> handle) {
        try (MemoryWriter memory = arena.borrow()) {
            return memory.get(VALUE, handle);
        }
    }

    @Benchmark
    public long reentrantLock() {
        lock.lock();
        try {
            long next = buffer.getLong(0) + 1;
            buffer.putLong(0, next);
            return next;
        } finally {
            lock.unlock();
        }
    }
}
