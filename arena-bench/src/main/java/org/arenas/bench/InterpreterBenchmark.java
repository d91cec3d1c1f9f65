package org.arenas.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * An interpreter beside {@link Executors#newSingleThreadExecutor()}, which is what the JDK has for tasks that run one at a
 * time and share data without a lock. The twin of a benchmark has the same name with {@code executor} in front.
 *
 * <ul>
 *   <li>{@code create}: a worker that never does anything is created and closed. Neither side starts a thread. On JDK 17 the
 *       executor is finalizable, which is most of its price.
 *   <li>{@code createOnly}: the same without the close, which is done between the measured batches. For times only:
 *       {@code -prof gc} counts what the close allocates, too; see {@link InterpreterFootprint} for bytes.
 *   <li>{@code createAndCall}: a worker does one task in its life. Here the executor starts its thread, and both closes wait for the end.
 *   <li>{@code callRoundTrip}: a plain thread has a task done by an idle worker and waits for the result. The interpreter lets
 *       the caller do it, the executor's thread has to be woken up.
 *   <li>{@code submitGet}: the same by way of a stage, so that the caller cannot help.
 *   <li>{@code executeThroughput}: tasks without a result as fast as one thread can give them, and a wait for the last.
 * </ul>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class InterpreterBenchmark {
    private static final int BATCH = 1024;

    /** One interpreter with one object. */
    @State(Scope.Thread)
    public static class Ours {
        Interpreter interpreter;
        Ref<Counter> ref;

        @Setup
        public void create() {
            interpreter = Interpreter.create("worker");
            ref = interpreter.call(home -> home.own(new Counter()));
        }

        @TearDown
        public void close() {
            interpreter.close();
        }
    }

    /** One executor with one object, which only its thread touches. */
    @State(Scope.Thread)
    public static class Theirs {
        final Counter counter = new Counter();
        ExecutorService executor;

        @Setup
        public void create() {
            executor = Executors.newSingleThreadExecutor();
        }

        @TearDown
        public void close() {
            Pools.stop(executor);
        }
    }

    /** A batch of interpreters that were created and not closed yet. */
    @State(Scope.Thread)
    public static class OurBatch {
        final Interpreter[] created = new Interpreter[BATCH];

        /** An invocation takes long enough for the time stamps around it not to matter. */
        @TearDown(Level.Invocation)
        public void close() {
            for (Interpreter interpreter : created) {
                interpreter.close();
            }
        }
    }

    /** A batch of executors that were created and not shut down yet. */
    @State(Scope.Thread)
    public static class TheirBatch {
        final ExecutorService[] created = new ExecutorService[BATCH];

        @TearDown(Level.Invocation)
        public void close() {
            for (ExecutorService executor : created) {
                executor.shutdown();
            }
        }
    }

    @Benchmark
    public Interpreter create() {
        Interpreter interpreter = Interpreter.create("worker");
        interpreter.close();
        return interpreter;
    }

    @Benchmark
    public ExecutorService executorCreate() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        return executor;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Interpreter[] createOnly(OurBatch batch) {
        for (int i = 0; i < BATCH; i++) {
            batch.created[i] = Interpreter.create("worker");
        }
        return batch.created;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public ExecutorService[] executorCreateOnly(TheirBatch batch) {
        for (int i = 0; i < BATCH; i++) {
            batch.created[i] = Executors.newSingleThreadExecutor();
        }
        return batch.created;
    }

    @Benchmark
    public Object createAndCall() {
        try (Interpreter interpreter = Interpreter.create("worker")) {
            return interpreter.call(home -> home.interpreter().name());
        }
    }

    @Benchmark
    public Object executorCreateAndCall() throws ExecutionException, InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            return executor.submit(() -> "worker").get();
        } finally {
            Pools.stop(executor);
        }
    }

    @Benchmark
    public long callRoundTrip(Ours state) {
        Ref<Counter> ref = state.ref;
        return state.interpreter.call(home -> ++home.get(ref).value);
    }

    @Benchmark
    public long executorCallRoundTrip(Theirs state) throws ExecutionException, InterruptedException {
        Counter counter = state.counter;
        return state.executor.submit(() -> ++counter.value).get();
    }

    @Benchmark
    public long submitGet(Ours state) {
        Ref<Counter> ref = state.ref;
        return state.interpreter
                .submit(home -> ++home.get(ref).value)
                .toCompletableFuture()
                .join();
    }

    @Benchmark
    public long executorSubmitGet(Theirs state) {
        Counter counter = state.counter;
        return CompletableFuture.supplyAsync(() -> ++counter.value, state.executor)
                .join();
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @OperationsPerInvocation(BATCH)
    public long executeThroughput(Ours state) {
        Ref<Counter> ref = state.ref;
        for (int i = 1; i < BATCH; i++) {
            state.interpreter.execute(home -> home.get(ref).value++);
        }
        return submitGet(state);
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @OperationsPerInvocation(BATCH)
    public long executorExecuteThroughput(Theirs state) {
        Counter counter = state.counter;
        for (int i = 1; i < BATCH; i++) {
            state.executor.execute(() -> counter.value++);
        }
        return executorSubmitGet(state);
    }
}
