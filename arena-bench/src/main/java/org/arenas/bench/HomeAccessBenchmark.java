package org.arenas.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arenas.Home;
import org.arenas.Interpreter;
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
 * What a checked dereference costs an interpreter's task in its home arena, which it holds anyway: {@code
 * home.get(ref).value++} against {@code counter.value++}.
 *
 * <p>Both loops run inside one call of an interpreter and walk over a set of objects, small enough for the first-level
 * cache, so that the call cancels out and every access has a Ref, or an object, of its own to load and to check. With a
 * single one the JIT would do the checks once before the loop and add up the increments, and there would be nothing to
 * measure. Read the difference, not the ratio.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HomeAccessBenchmark {
    private static final int OBJECTS = 64;
    private static final int ROUNDS = 16;
    private static final int ACCESSES = ROUNDS * OBJECTS;

    /** An interpreter and its objects. */
    @State(Scope.Thread)
    public static class Owned {
        Interpreter interpreter;
        Ref<Counter>[] refs;

        @Setup
        public void create() {
            interpreter = Interpreter.create("home");
            refs = array(interpreter.call(Owned::own));
        }

        private static List<Ref<Counter>> own(Home home) {
            return Stream.generate(() -> home.own(new Counter())).limit(OBJECTS).toList();
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static Ref<Counter>[] array(List<Ref<Counter>> refs) {
            return refs.toArray(new Ref[0]);
        }

        @TearDown
        public void close() {
            interpreter.close();
        }
    }

    /** An interpreter, and objects that are reached without it. */
    @State(Scope.Thread)
    public static class Plain {
        Interpreter interpreter;
        final Counter[] counters = new Counter[OBJECTS];

        @Setup
        public void create() {
            interpreter = Interpreter.create("home");
            for (int i = 0; i < OBJECTS; i++) {
                counters[i] = new Counter();
            }
        }

        @TearDown
        public void close() {
            interpreter.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long homeGet(Owned state) {
        Ref<Counter>[] refs = state.refs;
        return state.interpreter.call(home -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (Ref<Counter> ref : refs) {
                    home.get(ref).value++;
                }
            }
            return home.get(refs[0]).value;
        });
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long plainField(Plain state) {
        Counter[] counters = state.counters;
        return state.interpreter.call(home -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (Counter counter : counters) {
                    counter.value++;
                }
            }
            return counters[0].value;
        });
    }
}
