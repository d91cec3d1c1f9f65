package org.arenas.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.offheap.DoubleField;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.RecordLayout;
import org.arenas.offheap.SharedArena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a {@link RecordLayout} costs beside the same loads and stores written by hand, and beside objects on the heap.
 *
 * <p>Each operation takes the next of 64 quotes, which fit into the first-level cache, and reads or writes all of it, or one
 * component. Ours are reached by handles, through a borrow that is open all the time: each access checks the borrow, the
 * handle and its type, of which the baseline checks nothing. The record that is read is used up at once: it must not be made at all, so all but {@code heapObjectWrite} have to show
 * 0 B/op. {@code keptRecord} hands the record out, which has to be made then. {@code readRecordNotConstant} has its layout in a
 * field that is not static final, from which the JIT cannot fold it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@SuppressWarnings("EnumOrdinal") // It is what is stored.
public class RecordBenchmark {
    /** Who wants it. */
    public enum Side {
        /** To have it. */
        BUY,
        /** To be rid of it. */
        SELL
    }

    /** What is read and written. */
    public record Quote(long id, double bid, double ask, int size, Side side) {}

    private static final int QUOTES = 64;
    private static final RecordLayout<Quote> QUOTE = RecordLayout.of(Quote.class);
    private static final DoubleField<Quote> BID = QUOTE.doubleField("bid");
    private static final Side[] SIDES = Side.values();

    private static final int ID_OFFSET = 0;
    private static final int BID_OFFSET = 8;
    private static final int ASK_OFFSET = 16;
    private static final int SIZE_OFFSET = 24;
    private static final int SIDE_OFFSET = 28;
    private static final int BYTES = 32;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(QUOTES * BYTES));
    private final Quote[] heap = new Quote[QUOTES];
    private final Handle<Quote>[] handles = handles();
    private RecordLayout<Quote> notConstant = QUOTE;
    private SharedArena arena;
    private MemoryWriter memory;
    private int next;

    @Setup
    public void fill() {
        if (QUOTE.size() != BYTES) {
            throw new IllegalStateException("the baseline has other offsets: " + QUOTE);
        }
        arena = SharedArena.inMemory("quotes", 1 << 16);
        memory = arena.borrow();
        for (int i = 0; i < QUOTES; i++) {
            heap[i] = new Quote(i, i - 0.5, i + 0.5, 100 * i, SIDES[i % 2]);
            handles[i] = memory.allocate(QUOTE, heap[i]);
        }
    }

    @TearDown
    public void close() {
        memory.close();
        arena.close();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Handle<Quote>[] handles() {
        return new Handle[QUOTES];
    }

    private int next() {
        next = (next + 1) & (QUOTES - 1);
        return next;
    }

    private static double use(Quote quote) {
        return quote.id()
                + quote.bid()
                + quote.ask()
                + quote.size()
                + quote.side().ordinal();
    }

    @Benchmark
    public double readRecord() {
        return use(memory.read(QUOTE, handles[next()]));
    }

    @Benchmark
    public double readRecordNotConstant() {
        return use(memory.read(notConstant, handles[next()]));
    }

    @Benchmark
    public Quote keptRecord() {
        return memory.read(QUOTE, handles[next()]);
    }

    @Benchmark
    public double handWrittenUnsafeBufferRead() {
        int at = next() * BYTES;
        return buffer.getLong(at + ID_OFFSET, LITTLE_ENDIAN)
                + buffer.getDouble(at + BID_OFFSET, LITTLE_ENDIAN)
                + buffer.getDouble(at + ASK_OFFSET, LITTLE_ENDIAN)
                + buffer.getInt(at + SIZE_OFFSET, LITTLE_ENDIAN)
                + SIDES[buffer.getByte(at + SIDE_OFFSET) & 0xFF].ordinal();
    }

    @Benchmark
    public double heapObjectRead() {
        return use(heap[next()]);
    }

    @Benchmark
    public void writeRecord() {
        int i = next();
        memory.write(QUOTE, handles[i], new Quote(i, i - 0.5, i + 0.5, i, SIDES[i & 1]));
    }

    @Benchmark
    public void handWrittenUnsafeBufferWrite() {
        int i = next();
        int at = i * BYTES;
        buffer.putLong(at + ID_OFFSET, i, LITTLE_ENDIAN);
        buffer.putDouble(at + BID_OFFSET, i - 0.5, LITTLE_ENDIAN);
        buffer.putDouble(at + ASK_OFFSET, i + 0.5, LITTLE_ENDIAN);
        buffer.putInt(at + SIZE_OFFSET, i, LITTLE_ENDIAN);
        buffer.putByte(at + SIDE_OFFSET, (byte) SIDES[i & 1].ordinal());
    }

    @Benchmark
    public void heapObjectWrite() {
        int i = next();
        heap[i] = new Quote(i, i - 0.5, i + 0.5, i, SIDES[i & 1]);
    }

    @Benchmark
    public double readField() {
        return memory.get(BID, handles[next()]);
    }

    @Benchmark
    public double handWrittenUnsafeBufferField() {
        return buffer.getDouble(next() * BYTES + BID_OFFSET, LITTLE_ENDIAN);
    }

    @Benchmark
    public double heapObjectField() {
        return heap[next()].bid();
    }
}
