package org.arenas.bench;

import static org.arenas.Access.write;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
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
 * An exclusive borrow that nobody disputes: borrow, checked dereference, increment, close. One thread.
 *
 * <p>The baselines increment the same kind of object under {@link ReentrantLock}, in the form its documentation asks for, and
 * under the object's monitor: the two locks that one would use for a single object. {@code plain} is what the increment
 * costs without a lock. {@code arenaExclusiveStrong} differs from {@code arenaExclusive} in that a behaviour has used the
 * arena before, which changes how it is released ever after.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BorrowBenchmark {
    /** An arena that only borrows use, with one object. */
    @State(Scope.Thread)
    public static class Cheap {
        Arena arena;
        Ref<Counter> ref;

        @Setup
        public void create() {
            arena = Arena.create("cheap");
            try (ExclusiveBorrow borrow = arena.borrow()) {
                ref = borrow.own(new Counter());
            }
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** The same after a behaviour has run on it. */
    @State(Scope.Thread)
    public static class Strong extends Cheap {
        @Setup
        public void runBehaviour() {
            Arenas.join(Arenas.when(write(arena)).run(borrow -> borrow.get(ref).value++));
        }
    }

    /** One object and its locks. */
    @State(Scope.Thread)
    public static class Locked {
        final ReentrantLock lock = new ReentrantLock();
        final Counter counter = new Counter();
    }

    @Benchmark
    public long arenaExclusive(Cheap state) {
        try (ExclusiveBorrow borrow = state.arena.borrow()) {
            return ++borrow.get(state.ref).value;
        }
    }

    @Benchmark
    public long arenaExclusiveStrong(Strong state) {
        try (ExclusiveBorrow borrow = state.arena.borrow()) {
            return ++borrow.get(state.ref).value;
        }
    }

    @Benchmark
    public long reentrantLock(Locked state) {
        state.lock.lock();
        try {
            return ++state.counter.value;
        } finally {
            state.lock.unlock();
        }
    }

    @Benchmark
    public long synchronizedBlock(Locked state) {
        synchronized (state.counter) {
            return ++state.counter.value;
        }
    }

    @Benchmark
    public long plain(Locked state) {
        return ++state.counter.value;
    }
}
