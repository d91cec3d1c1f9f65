package org.arenas.bench;

import static org.arenas.Access.write;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Two threads increment the same number as fast as they can. The time is that of one increment as one thread sees it: half of
 * it passes between two increments.
 *
 * <p>{@code arenaExclusive} stands against the two locks one would use for a single object, unfair as they are by default.
 * {@code arenaBehaviour} schedules the increment instead of waiting for it, and has a twin that does the same with what the
 * JDK has: a stage for each task, run by a fixed pool with as many threads as there are carriers, under the object's
 * monitor. In both, a thread has no more than a {@link Window} of increments outstanding. The twin promises less: it keeps no
 * order.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContendedBenchmark {
    /** The arena and its object. */
    @State(Scope.Benchmark)
    public static class Owned {
        Arena arena;
        Ref<Counter> ref;

        @Setup
        public void create() {
            arena = Arena.create("contended");
            try (ExclusiveBorrow borrow = arena.borrow()) {
                ref = borrow.own(new Counter());
            }
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** The object and its locks. */
    @State(Scope.Benchmark)
    public static class Locked {
        final ReentrantLock lock = new ReentrantLock();
        final Counter counter = new Counter();
    }

    /** The threads of the twin. */
    @State(Scope.Benchmark)
    public static class Pool {
        ExecutorService executor;

        @Setup
        public void start() {
            executor = Pools.fixed();
        }

        @TearDown
        public void stop() {
            Pools.stop(executor);
        }
    }

    /** What one thread has outstanding. */
    @State(Scope.Thread)
    public static class Outstanding {
        final Window window = new Window();

        @TearDown(Level.Iteration)
        public void drain() {
            window.drain();
        }
    }

    @Benchmark
    public long arenaExclusive(Owned state) {
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
    public CompletionStage<?> arenaBehaviour(Owned state, Outstanding outstanding) {
        Ref<Counter> ref = state.ref;
        CompletionStage<?> stage = Arenas.when(write(state.arena)).run(borrow -> borrow.get(ref).value++);
        outstanding.window.add(stage);
        return stage;
    }

    @Benchmark
    public CompletionStage<?> executorSynchronized(Locked state, Pool pool, Outstanding outstanding) {
        Counter counter = state.counter;
        CompletionStage<?> stage = CompletableFuture.runAsync(
                () -> {
                    synchronized (counter) {
                        counter.value++;
                    }
                },
                pool.executor);
        outstanding.window.add(stage);
        return stage;
    }
}
