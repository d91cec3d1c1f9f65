package org.arenas.bench.curve;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.arenas.bench.Work;
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
 * The cost of a change against the share of conflicts: two threads change an object of their own, and now and then one that
 * both want. A change is some {@value #NANOS} ns of work, so that without conflicts both threads can do it at a time, and
 * with nothing else only one.
 *
 * <p>The models are those of {@link ArenaCountBenchmark}. The time is what one thread sees: two threads that never wait for
 * each other need as long as one does alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(ConflictBenchmark.THREADS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConflictBenchmark {
    static final int THREADS = 2;
    static final int NANOS = 100;

    private static final int HOT = 0;
    private static final int PERCENT = 100;

    /** How many of a hundred changes are of the object that both threads want. */
    @Param({"0", "1", "10", "50", "100"})
    public int percentHot;

    /** What guards the objects. */
    @Param({"BORROWS", "BEHAVIOURS", "SYNCHRONIZED", "REENTRANT_LOCK", "ACTORS"})
    public CellModel model;

    private CellRun cells;

    /** Makes the objects. */
    @Setup
    public void open() {
        cells = new CellRun(model.open(1 + THREADS, Work.roundsOf(NANOS)));
    }

    /** Looks whether every change is there. */
    @TearDown
    public void close() {
        cells.close();
    }

    /** What a thread does: the same each time, in an order of its own. */
    @State(Scope.Thread)
    public static class Hand {
        private final int[] wanted = new int[CellRun.BATCH];
        private Cells.User user;

        @Setup
        public void start(ConflictBenchmark all, ThreadParams thread) {
            user = all.cells.user();
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = i % PERCENT < all.percentHot ? HOT : 1 + thread.getThreadIndex() % THREADS;
            }
            shuffle(wanted, new Random(thread.getThreadIndex()));
        }

        private static void shuffle(int[] numbers, Random random) {
            for (int last = numbers.length - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int number = numbers[other];
                numbers[other] = numbers[last];
                numbers[last] = number;
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(CellRun.BATCH)
    public void change(Hand hand) {
        for (int cell : hand.wanted) {
            hand.user.change(cell);
        }
        hand.user.finish();
        cells.changed(CellRun.BATCH);
    }
}
