package org.arenas.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.arenas.offheap.DoubleArray;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * The sine of each number of a large array, in place, by as many workers as there are processors.
 *
 * <ul>
 *   <li>{@code splitBorrows}: the array is in a shared arena, and each worker borrows a part of it.
 *   <li>{@code freeThreads}: an array of the heap and {@link Arrays#parallelSetAll}.
 *   <li>{@code processPool}: an array of the heap, whose parts go to worker JVMs and come back. The workers run already, and
 *       the numbers are sent in large chunks as they lie in memory. This is where a pool of processes loses most: the bytes
 *       cost more than the work.
 * </ul>
 *
 * <p>The array is filled anew before each run, and looked at after it; neither is measured.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class NumericKernelBenchmark {
    private static final double STEP = 1e-5;
    private static final int SAMPLES = 1_000;
    private static final long DEADLINE_SECONDS = 60;

    private static double input(int index) {
        return index * STEP;
    }

    private static void check(int length, IntToDoubleFunction result) {
        for (int sample = 0; sample < SAMPLES; sample++) {
            int index = (int) ((long) length * sample / SAMPLES);
            if (result.applyAsDouble(index) != Math.sin(input(index))) {
                throw new IllegalStateException("wrong sine: index=" + index);
            }
        }
    }

    /** How many numbers. */
    @State(Scope.Benchmark)
    public static class Size {
        /** In all models. */
        @Param("10000000")
        public int length;
    }

    /** An array in a shared arena. */
    @State(Scope.Benchmark)
    public static class Shared {
        private final ForkJoinPool pool = new ForkJoinPool(Pools.threads());
        private SharedArena arena;
        private Handle<DoubleArray> handle;
        private int length;

        @Setup
        public void create(Size size) {
            length = size.length;
            arena = SharedArena.inMemory("numbers", 2L * Double.BYTES * length);
            try (MemoryWriter m = arena.borrow()) {
                handle = m.allocateDoubleArray(length);
            }
        }

        @Setup(Level.Invocation)
        public void fill() {
            try (MemoryWriter m = arena.borrow()) {
                DoubleArray numbers = m.doubleArray(handle);
                for (int i = 0; i < length; i++) {
                    numbers.set(i, input(i));
                }
            }
        }

        @TearDown(Level.Invocation)
        public void look() {
            try (MemoryWriter m = arena.borrow()) {
                check(length, m.doubleArray(handle)::get);
            }
        }

        @TearDown
        public void close() {
            arena.close();
            Pools.stop(pool);
        }
    }

    /** An array in the heap. */
    @State(Scope.Benchmark)
    public static class Heap {
        private double[] numbers;

        @Setup
        public void create(Size size) {
            numbers = new double[size.length];
        }

        @Setup(Level.Invocation)
        public void fill() {
            Arrays.setAll(numbers, NumericKernelBenchmark::input);
        }

        @TearDown(Level.Invocation)
        public void look() {
            check(numbers.length, index -> numbers[index]);
        }
    }

    /** The worker JVMs, and a thread for each that talks to it. */
    @State(Scope.Benchmark)
    public static class Processes {
        private final List<KernelPeer> peers = new ArrayList<>();
        private final ForkJoinPool talkers = new ForkJoinPool(Pools.threads());

        @Setup
        public void start() throws IOException {
            for (int i = 0; i < Pools.threads(); i++) {
                peers.add(KernelPeer.start());
            }
        }

        @TearDown
        public void stop() {
            peers.forEach(KernelPeer::close);
            Pools.stop(talkers);
        }

        private CompletableFuture<Void> sines(int peer, double[] numbers) {
            int from = (int) ((long) numbers.length * peer / peers.size());
            int to = (int) ((long) numbers.length * (peer + 1) / peers.size());
            return CompletableFuture.runAsync(
                    () -> {
                        try {
                            peers.get(peer).sines(numbers, from, to);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    talkers);
        }
    }

    @Benchmark
    public void splitBorrows(Shared shared) {
        try (MemoryWriter m = shared.arena.borrow()) {
            m.doubleArray(shared.handle)
                    .forEachPart(shared.pool, Pools.threads(), part -> part.map(0, part.length(), Math::sin));
        }
    }

    @Benchmark
    public void freeThreads(Heap heap) {
        double[] numbers = heap.numbers;
        Arrays.parallelSetAll(numbers, index -> Math.sin(numbers[index]));
    }

    @Benchmark
    public void processPool(Heap heap, Processes processes) throws Exception {
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        for (int i = 0; i < processes.peers.size(); i++) {
            parts.add(processes.sines(i, heap.numbers));
        }
        for (CompletableFuture<Void> part : parts) {
            part.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
