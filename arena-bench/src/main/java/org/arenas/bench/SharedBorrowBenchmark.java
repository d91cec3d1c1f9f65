package org.arenas.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.SharedBorrow;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A shared borrow without a writer in sight: borrow, checked dereference, read, close. All threads read the same object of
 * the same arena; one run has both the figures for one reader and for two.
 *
 * <p>The baselines are the two read locks of the JDK around the same read. {@link StampedLock} is the faster one: it has no
 * owners and does not nest. Its optimistic read is left out, because what it reads may be torn: it is no lock, and an
 * object that is changed in several steps must not be read so.
 */
public class SharedBorrowBenchmark {
    /** One reader. */
    @Threads(1)
    public static class OneReader extends Readers {}

    /** Two readers of the same object. */
    @Threads(2)
    public static class TwoReaders extends Readers {}

    /** What any number of readers do. */
    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Fork(3)
    @Warmup(iterations = 5, time = 1)
    @Measurement(iterations = 5, time = 1)
    public abstract static class Readers {
        private final StampedLock stampedLock = new StampedLock();
        private final ReentrantReadWriteLock readWriteLock = new ReentrantReadWriteLock();
        private final Counter counter = new Counter();
        private Arena arena;
        private Ref<Counter> ref;

        @Setup
        public void create() {
            arena = Arena.create("read");
            try (ExclusiveBorrow borrow = arena.borrow()) {
                ref = borrow.own(new Counter());
            }
        }

        @TearDown
        public void close() {
            arena.close();
        }

        @Benchmark
        public long arenaShared() {
            try (SharedBorrow borrow = arena.borrowShared()) {
                return borrow.get(ref).value;
            }
        }

        @Benchmark
        public long stampedLockRead() {
            long stamp = stampedLock.readLock();
            try {
                return counter.value;
            } finally {
                stampedLock.unlockRead(stamp);
            }
        }

        @Benchmark
        public long reentrantReadWriteLockRead() {
            ReentrantReadWriteLock.ReadLock lock = readWriteLock.readLock();
            lock.lock();
            try {
                return counter.value;
            } finally {
                lock.unlock();
            }
        }
    }
}
