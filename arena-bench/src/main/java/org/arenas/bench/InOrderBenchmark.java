package org.arenas.bench;

import static org.arenas.Access.write;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.InOrder;
import org.arenas.Ref;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs and gains to run tasks of about a microsecond in parallel as if in order.
 *
 * <pre>
 *   adder --> InOrder --> arenas --> carriers      (ours)
 *   loop over the same tasks, on plain objects     (baseline)
 * </pre>
 *
 * <p>The baseline is the loop that a run in order must not be told from. Each task changes one object; {@code conflict} says
 * which: one of its own among many, the same one for all, or the same one for one task in a hundred.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(InOrderBenchmark.TASKS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class InOrderBenchmark {
    static final int TASKS = 4096;

    private static final int OBJECTS = 256;
    private static final int WORK = 640;

    /** How often a task wants what the task before it wanted. */
    public enum Conflict {
        NONE,
        PERCENT,
        ALL
    }

    @Param
    public Conflict conflict;

    private final int[] wanted = new int[TASKS];
    private final Arena[] arenas = new Arena[OBJECTS];
    private final Counter[] counters = new Counter[OBJECTS];
    private Ref<Counter>[] refs;

    @Setup
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void create() {
        refs = new Ref[OBJECTS];
        for (int i = 0; i < OBJECTS; i++) {
            counters[i] = new Counter();
            arenas[i] = Arena.create("in order");
            try (ExclusiveBorrow borrow = arenas[i].borrow()) {
                refs[i] = borrow.own(new Counter());
            }
        }
        Random random = new Random(42);
        for (int i = 0; i < TASKS; i++) {
            boolean conflicts = conflict == Conflict.ALL || (conflict == Conflict.PERCENT && random.nextInt(100) == 0);
            wanted[i] = conflicts ? 0 : 1 + i % (OBJECTS - 1);
        }
    }

    @TearDown
    public void close() {
        Arrays.stream(arenas).forEach(Arena::close);
    }

    private static void work(Counter counter) {
        counter.value = Work.rounds(counter.value, WORK);
    }

    @Benchmark
    public void inOrder() {
        try (InOrder<Void> inOrder = InOrder.create()) {
            for (int i = 0; i < TASKS; i++) {
                Ref<Counter> ref = refs[wanted[i]];
                inOrder.when(write(arenas[wanted[i]])).run(borrow -> work(borrow.get(ref)));
            }
        }
    }

    @Benchmark
    public long sequential() {
        for (int i = 0; i < TASKS; i++) {
            work(counters[wanted[i]]);
        }
        return counters[0].value;
    }
}
