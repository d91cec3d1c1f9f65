package org.arenas.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.RecordLayout;
import org.arenas.offheap.SharedArena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reads without a lock beside one writer, which changes the record every few microseconds: the time of a read. One reader, or
 * two, which on two processors compete with the writer.
 *
 * <p>The baseline is {@link StampedLock}'s optimistic read of the same two longs in a direct buffer, in the form its
 * documentation asks for.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimisticReadBenchmark {
    /** What is read: both are always the same. */
    public record Pair(long one, long two) {}

    private static final RecordLayout<Pair> PAIR = RecordLayout.of(Pair.class);
    private static final int PAUSE = 500;

    /** An arena with one pair. */
    @State(Scope.Group)
    public static class Ours {
        SharedArena arena;
        Handle<Pair> handle;
        long next;

        @Setup
        public void create() {
            arena = SharedArena.inMemory("pair", 1 << 16);
            try (MemoryWriter memory = arena.borrow()) {
                handle = memory.allocate(PAIR, new Pair(0, 0));
            }
        }

        @TearDown
        public void close() {
            arena.close();
        }

        long read() {
            return arena.readOptimistic(memory -> {
                Pair pair = memory.read(PAIR, handle);
                return pair.one() - pair.two();
            });
        }

        void write() {
            next++;
            try (MemoryWriter memory = arena.borrow()) {
                memory.write(PAIR, handle, new Pair(next, next));
            }
            Blackhole.consumeCPU(PAUSE);
        }
    }

    /** A buffer with one pair, and its lock. */
    @State(Scope.Group)
    public static class Stamped {
        final StampedLock lock = new StampedLock();
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Long.BYTES));
        long next;

        long read() {
            long stamp = lock.tryOptimisticRead();
            long difference = buffer.getLong(0) - buffer.getLong(Long.BYTES);
            if (!lock.validate(stamp)) {
                stamp = lock.readLock();
                try {
                    difference = buffer.getLong(0) - buffer.getLong(Long.BYTES);
                } finally {
                    lock.unlockRead(stamp);
                }
            }
            return difference;
        }

        void write() {
            next++;
            long stamp = lock.writeLock();
            try {
                buffer.putLong(0, next);
                buffer.putLong(Long.BYTES, next);
            } finally {
                lock.unlockWrite(stamp);
            }
            Blackhole.consumeCPU(PAUSE);
        }
    }

    private static long checked(long difference) {
        if (difference != 0) {
            throw new AssertionError("torn read: difference=" + difference);
        }
        return difference;
    }

    @Benchmark
    @Group("optimisticRecord1")
    @GroupThreads(1)
    public long optimisticRecord1(Ours ours) {
        return checked(ours.read());
    }

    @Benchmark
    @Group("optimisticRecord1")
    @GroupThreads(1)
    public void optimisticRecord1Writer(Ours ours) {
        ours.write();
    }

    @Benchmark
    @Group("optimisticRecord2")
    @GroupThreads(2)
    public long optimisticRecord2(Ours ours) {
        return checked(ours.read());
    }

    @Benchmark
    @Group("optimisticRecord2")
    @GroupThreads(1)
    public void optimisticRecord2Writer(Ours ours) {
        ours.write();
    }

    @Benchmark
    @Group("stampedLockOptimistic1")
    @GroupThreads(1)
    public long stampedLockOptimistic1(Stamped stamped) {
        return checked(stamped.read());
    }

    @Benchmark
    @Group("stampedLockOptimistic1")
    @GroupThreads(1)
    public void stampedLockOptimistic1Writer(Stamped stamped) {
        stamped.write();
    }

    @Benchmark
    @Group("stampedLockOptimistic2")
    @GroupThreads(2)
    public long stampedLockOptimistic2(Stamped stamped) {
        return checked(stamped.read());
    }

    @Benchmark
    @Group("stampedLockOptimistic2")
    @GroupThreads(1)
    public void stampedLockOptimistic2Writer(Stamped stamped) {
        stamped.write();
    }
}
