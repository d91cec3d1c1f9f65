package org.arenas.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenas.Arena;
import org.arenas.Copies;
import org.arenas.ExclusiveBorrow;
import org.arenas.Frozen;
import org.arenas.Moved;
import org.arenas.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * An object gets from one arena to another and one element of it is read there. The object is a list of records of 100
 * bytes each, about, so that {@code bytes} is what it takes in the heap.
 *
 * <ul>
 *   <li>{@code move}: the object itself goes, and back again with the next call.
 *   <li>{@code freezeThenRead}: a frozen copy crosses; the object stays.
 *   <li>{@code deepCopy}: a copy of {@link Copies#deep} crosses and belongs to the other arena; the object stays.
 *   <li>{@code javaSerialisation}: the same by writing and reading the object with the JDK.
 * </ul>
 *
 * <p>The records cannot be changed, so that a copy need not make them anew and does not; serialisation does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransferBenchmark {
    private static final int SAMPLE_BYTES = 100;

    /** One element. */
    public record Sample(long time, double low, double high, double mean, String unit) implements Serializable {}

    /** Two arenas, and the object in one of them. */
    @State(Scope.Thread)
    public static class Arenas {
        /** The size of the object. */
        @Param({"100", "10000", "10000000"})
        int bytes;

        Arena here;
        Arena there;
        Ref<List<Sample>> samples;

        @Setup
        public void create() {
            here = Arena.create("here");
            there = Arena.create("there");
            List<Sample> list = new ArrayList<>();
            for (int i = 0; i < bytes / SAMPLE_BYTES; i++) {
                list.add(new Sample(i, i, i + 1.0, i + 0.5, "unit " + i));
            }
            try (ExclusiveBorrow b = here.borrow()) {
                samples = b.own(list);
            }
        }

        @TearDown
        public void close() {
            here.close();
            there.close();
        }

        double readAndFree(List<Sample> copy) {
            try (ExclusiveBorrow b = there.borrow()) {
                return b.free(b.own(copy)).get(0).mean();
            }
        }
    }

    @Benchmark
    public double move(Arenas state) {
        Moved<List<Sample>> moved;
        try (ExclusiveBorrow b = state.here.borrow()) {
            moved = b.move(state.samples);
        }
        Arena to = state.there;
        state.there = state.here;
        state.here = to;
        try (ExclusiveBorrow b = to.borrow()) {
            state.samples = b.accept(moved);
            return b.get(state.samples).get(0).mean();
        }
    }

    @Benchmark
    public double freezeThenRead(Arenas state) {
        Frozen<List<Sample>> frozen;
        try (ExclusiveBorrow b = state.here.borrow()) {
            frozen = Frozen.of(b.get(state.samples));
        }
        return frozen.get().get(0).mean();
    }

    @Benchmark
    public double deepCopy(Arenas state) {
        List<Sample> copy;
        try (ExclusiveBorrow b = state.here.borrow()) {
            copy = Copies.deep(b.get(state.samples));
        }
        return state.readAndFree(copy);
    }

    @Benchmark
    @SuppressWarnings({"unchecked", "BanSerializableRead"}) // Reads what it has just written.
    public double javaSerialisation(Arenas state) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ExclusiveBorrow b = state.here.borrow();
                ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(b.get(state.samples));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return state.readAndFree((List<Sample>) in.readObject());
        }
    }
}
