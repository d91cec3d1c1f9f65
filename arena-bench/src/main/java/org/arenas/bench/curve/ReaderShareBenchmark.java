package org.arenas.bench.curve;

import java.util.SplittableRandom;
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
 * The cost of an access against the share of reads: two threads look at one object, and change it now and then. Either takes
 * some {@value #NANOS} ns of work under the lock.
 *
 * <p>Beside the borrows, shared to look, stand the locks of the JDK that tell readers from writers, and a monitor, which does
 * not. {@code STAMPED_OPTIMISTIC} reads without a lock and validates after: the fastest, where the code can stand to see an
 * object halfway, which the others never show. The time is what one thread sees.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReaderShareBenchmark {
    static final int NANOS = 100;

    private static final int PERCENT = 100;
    private static final int PLAN = 1 << 16;

    /** How many of a hundred accesses only look. */
    @Param({"0", "50", "90", "99", "100"})
    public int percentReads;

    /** What guards the object. */
    @Param({"BORROWS", "BEHAVIOURS", "SYNCHRONIZED", "READ_WRITE_LOCK", "STAMPED_LOCK", "STAMPED_OPTIMISTIC"})
    public CellModel model;

    private CellRun cells;

    /** Makes the object. */
    @Setup
    public void open() {
        cells = new CellRun(model.open(1, Work.roundsOf(NANOS)));
    }

    /** Looks whether every change is there, and whether nobody saw one halfway. */
    @TearDown
    public void close() {
        cells.close();
    }

    /** What a thread does: a plan drawn before, so that drawing is not measured. */
    @State(Scope.Thread)
    public static class Hand {
        private final boolean[] looks = new boolean[PLAN];
        private Cells.User user;
        private int next;

        @Setup
        public void start(ReaderShareBenchmark all, ThreadParams thread) {
            user = all.cells.user();
            SplittableRandom random = new SplittableRandom(thread.getThreadIndex());
            for (int i = 0; i < PLAN; i++) {
                looks[i] = random.nextInt(PERCENT) < all.percentReads;
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(CellRun.BATCH)
    public void use(Hand hand) {
        int changes = 0;
        for (int i = 0; i < CellRun.BATCH; i++) {
            hand.next = (hand.next + 1) % PLAN;
            if (hand.looks[hand.next]) {
                hand.user.look(0);
            } else {
                hand.user.change(0);
                changes++;
            }
        }
        hand.user.finish();
        cells.changed(changes);
    }
}
