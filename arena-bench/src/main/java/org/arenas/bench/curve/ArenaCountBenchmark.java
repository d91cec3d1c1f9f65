package org.arenas.bench.curve;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * The cost of a change against the number of arenas: two threads increment objects, each time one at random.
 *
 * <p>With one object everything is in the way of everything; with many, what is left is the price of an arena, a monitor, a
 * lock or a message, and of the caches that all of them no longer fit into. An expert would take a monitor or a {@link
 * java.util.concurrent.locks.ReentrantLock} for an object; both are there, as is an actor for each object. Behaviours and
 * actors are asked without waiting, up to a window or a batch; both keep the order of what a thread asks, the locks need not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ArenaCountBenchmark {
    /** How many objects, with an arena, a lock or an actor each. */
    @Param({"1", "4", "16", "256", "4096", "65536"})
    public int arenas;

    /** What guards them. */
    @Param({"BORROWS", "BEHAVIOURS", "SYNCHRONIZED", "REENTRANT_LOCK", "ACTORS"})
    public CellModel model;

    private CellRun cells;

    /** Makes the objects. */
    @Setup
    public void open() {
        cells = new CellRun(model.open(arenas, 0));
    }

    /** Looks whether every change is there. */
    @TearDown
    public void close() {
        cells.close();
    }

    /** What a thread does. */
    @State(Scope.Thread)
    public static class Hand {
        private Cells.User user;
        private SplittableRandom random;

        @Setup
        public void start(ArenaCountBenchmark all, ThreadParams thread) {
            user = all.cells.user();
            random = new SplittableRandom(thread.getThreadIndex());
        }
    }

    @Benchmark
    @OperationsPerInvocation(CellRun.BATCH)
    public void change(Hand hand) {
        for (int i = 0; i < CellRun.BATCH; i++) {
            hand.user.change(hand.random.nextInt(arenas));
        }
        hand.user.finish();
        cells.changed(CellRun.BATCH);
    }
}
