package org.arenas.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.arenas.Shareable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to ask whether a value may cross, which every result of a task, a behaviour and a read is asked. {@code
 * nothing} is the call that hands out the value without asking: read the differences.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ShareableBenchmark {
    /** All components say by their types that they may cross. */
    public record Flat(String name, int count, double price) {}

    /** Its components have to be looked at. */
    public record Order(String customer, List<Line> lines, Map<String, Integer> notes) {}

    /** A part of an order. */
    public record Line(Object product, int count) {}

    private final Object text = "text";
    private final Object flat = new Flat("tea", 1, 2.5);
    private final Object list = List.of("a", "b", "c");
    private final Object nested =
            new Order("Alice", List.of(new Line("tea", 1), new Line("coffee", 2)), Map.of("gift", 1));

    @Benchmark
    public Object nothing() {
        return text;
    }

    @Benchmark
    public Object string() {
        return Shareable.check(text);
    }

    @Benchmark
    public Object record() {
        return Shareable.check(flat);
    }

    @Benchmark
    public Object listOfThree() {
        return Shareable.check(list);
    }

    @Benchmark
    public Object nested() {
        return Shareable.check(nested);
    }
}
