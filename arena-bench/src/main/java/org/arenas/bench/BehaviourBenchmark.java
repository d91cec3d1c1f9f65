package org.arenas.bench;

import static org.arenas.Access.write;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
 * How many small behaviours a second one thread gets done: it schedules a batch of them over a set of arenas, then waits for
 * all.
 *
 * <pre>
 *   spawner --> when(a).run(..)          --> queues of the arenas --> carriers          (ours)
 *   spawner --> runAsync(.., executor)   --> queue of the pool    --> as many threads   (baselines)
 * </pre>
 *
 * <p>The baselines give the same result, a stage for each task, in the same pattern of objects, on a pool with as many
 * threads as there are carriers. For one object a task takes its monitor; for two it takes two {@link ReentrantLock}s in the
 * order of their numbers, the classic way to avoid a deadlock. Each stands there twice: {@code executor…} on a fixed thread
 * pool, and {@code forkJoin…} on a {@link java.util.concurrent.ForkJoinPool}, which is quicker at small tasks and what the
 * carriers are made of. All of them promise less than a behaviour: they keep no order, and a task that waits for a lock
 * blocks its thread.
 *
 * <p>Few arenas show what happens when all behaviours queue up behind each other, many what scheduling itself costs. {@code
 * arenas=1} means two for the benchmarks that need two.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@OperationsPerInvocation(BehaviourBatch.SIZE)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BehaviourBenchmark {
    /** Arenas with an object each. */
    @State(Scope.Thread)
    public static class Owned extends BehaviourBatch {
        Arena[] owners;
        Ref<Counter>[] refs;

        @Setup
        @SuppressWarnings({"unchecked", "rawtypes"})
        public void create() {
            owners = new Arena[objects()];
            refs = new Ref[objects()];
            for (int i = 0; i < owners.length; i++) {
                owners[i] = Arena.create("behaviours");
                try (ExclusiveBorrow borrow = owners[i].borrow()) {
                    refs[i] = borrow.own(new Counter());
                }
            }
        }

        @TearDown
        public void close() {
            long sum = 0;
            for (int i = 0; i < owners.length; i++) {
                sum += refs[i].read(counter -> counter.value);
                owners[i].close();
            }
            checkSum(sum);
        }
    }

    /** Objects with a lock each. */
    @State(Scope.Thread)
    public static class Locked extends BehaviourBatch {
        Cell[] cells;

        @Setup
        public void create() {
            cells = new Cell[objects()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = new Cell(i, new ReentrantLock(), new Counter());
            }
        }

        @TearDown
        public void close() {
            long sum = 0;
            for (Cell cell : cells) {
                sum += cell.counter.value;
            }
            checkSum(sum);
        }
    }

    /** An object of the baselines. */
    record Cell(int id, ReentrantLock lock, Counter counter) {
        void increment() {
            synchronized (counter) {
                counter.value++;
            }
        }

        static void move(Cell from, Cell to) {
            Cell first = from.id < to.id ? from : to;
            Cell second = first == from ? to : from;
            first.lock.lock();
            try {
                second.lock.lock();
                try {
                    from.counter.value--;
                    to.counter.value++;
                } finally {
                    second.lock.unlock();
                }
            } finally {
                first.lock.unlock();
            }
        }
    }

    /** The fixed pool. */
    @State(Scope.Benchmark)
    public static class FixedPool {
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

    /** The fork-join pool. */
    @State(Scope.Benchmark)
    public static class ForkJoin {
        ExecutorService executor;

        @Setup
        public void start() {
            executor = Pools.forkJoin();
        }

        @TearDown
        public void stop() {
            Pools.stop(executor);
        }
    }

    @Benchmark
    public CompletionStage<?> whenOne(Owned state) {
        for (int i = 0; i < BehaviourBatch.SIZE; i++) {
            int at = state.first(i);
            Ref<Counter> ref = state.refs[at];
            state.scheduled(Arenas.when(write(state.owners[at])).run(borrow -> borrow.get(ref).value++), i);
        }
        return state.joinIncrements();
    }

    @Benchmark
    public CompletionStage<?> executorSynchronized(Locked state, FixedPool pool) {
        return increment(state, pool.executor);
    }

    @Benchmark
    public CompletionStage<?> forkJoinSynchronized(Locked state, ForkJoin pool) {
        return increment(state, pool.executor);
    }

    private static CompletionStage<?> increment(Locked state, Executor executor) {
        for (int i = 0; i < BehaviourBatch.SIZE; i++) {
            Cell cell = state.cells[state.first(i)];
            state.scheduled(CompletableFuture.runAsync(cell::increment, executor), i);
        }
        return state.joinIncrements();
    }

    @Benchmark
    public CompletionStage<?> whenTwo(Owned state) {
        for (int i = 0; i < BehaviourBatch.SIZE; i++) {
            int one = state.first(i);
            int two = state.second(i);
            Ref<Counter> from = state.refs[one];
            Ref<Counter> to = state.refs[two];
            CompletionStage<?> stage = Arenas.when(write(state.owners[one]), write(state.owners[two]))
                    .run(borrow -> {
                        borrow.get(from).value--;
                        borrow.get(to).value++;
                    });
            state.scheduled(stage, i);
        }
        return state.joinMoves();
    }

    @Benchmark
    public CompletionStage<?> executorOrderedReentrantLocks(Locked state, FixedPool pool) {
        return move(state, pool.executor);
    }

    @Benchmark
    public CompletionStage<?> forkJoinOrderedReentrantLocks(Locked state, ForkJoin pool) {
        return move(state, pool.executor);
    }

    private static CompletionStage<?> move(Locked state, Executor executor) {
        for (int i = 0; i < BehaviourBatch.SIZE; i++) {
            Cell from = state.cells[state.first(i)];
            Cell to = state.cells[state.second(i)];
            state.scheduled(CompletableFuture.runAsync(() -> Cell.move(from, to), executor), i);
        }
        return state.joinMoves();
    }
}
