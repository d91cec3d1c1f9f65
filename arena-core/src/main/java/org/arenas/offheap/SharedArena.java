package org.arenas.offheap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Arena;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.SharedBorrow;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.ArenaLocks;
import org.jspecify.annotations.Nullable;

/**
 * An arena off the heap: typed memory in direct buffers, which belongs to nobody and is reached through a borrow like any
 * other arena's objects. The garbage collector sees none of it.
 *
 * <pre>{@code
 * try (SharedArena board = SharedArena.inMemory("board", 1 << 20)) {
 *     try (MemoryWriter m = board.borrow()) {
 *         m.setRoot("motto", m.allocate("festina lente"));
 *     }
 *     try (MemoryReader m = board.borrowShared()) {
 *         System.out.println(m.string(m.root("motto")));
 *     }
 * }
 * }</pre>
 *
 * <p>Together with others it is borrowed by its {@link #arena()}:
 *
 * <pre>{@code
 * try (Borrow b = Arenas.borrow(write(orders), read(board.arena()))) {
 *     MemoryReader m = board.reader(b);
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Belongs to whoever closes it; its memory is given back when the last borrow ends after that.
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 * <p><b>Memory consistency.</b> As of {@link Arena}: what was done before a release happens-before what is done after every
 * later borrow that conflicts with it.
 */
public final class SharedArena implements AutoCloseable {
    /*
     * The memory is an object of the arena: every check that a borrow makes before it hands out an object holds for the
     * memory, too, and closing the arena drops it.
     */
    static final int OPTIMISTIC_ATTEMPTS = 8;

    private static final int LEAST_BYTES = 2 * HeapDescriptor.BLOCKS;

    private final Arena arena;
    private final ArenaLock lock;
    private final Memory memory;
    private final Ref<Memory> memoryRef;

    private SharedArena(Arena arena, long bytes, long maximum) {
        this.arena = arena;
        this.lock = ArenaLocks.withId(arena.id());
        DirectStorage storage = new DirectStorage();
        List<UnsafeBuffer> buffers = new ArrayList<>();
        for (long left = bytes; left > 0; left -= Segments.LARGEST_SEGMENT) {
            buffers.add(storage.add(buffers.size(), Math.min(left, Segments.LARGEST_SEGMENT)));
        }
        Segments segments = new Segments(arena.toString(), buffers, storage.journal());
        Heap.format(segments, new SplittableRandom().nextLong());
        this.memory = new Memory(segments, maximum, lock, storage);
        lock.accompany(memory::free);
        try (ExclusiveBorrow b = arena.borrow()) {
            this.memoryRef = b.own(memory);
        }
    }

    /**
     * {@return an arena of a fixed size in direct memory}
     *
     * @param name for messages and snapshots; need not be unique
     * @param bytes headers of blocks included, rounded up to a multiple of 4,096; at least 8,192
     * @throws IllegalArgumentException if it is less, or more than 4 TiB
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     * @throws OutOfMemoryError if there is not so much direct memory, see {@code -XX:MaxDirectMemorySize}
     */
    public static SharedArena inMemory(String name, long bytes) {
        return inMemory(name, bytes, bytes);
    }

    /**
     * {@return an arena in direct memory that grows when it is full, by doubling}
     *
     * @param name for messages and snapshots; need not be unique
     * @param bytes to begin with, rounded up to a multiple of 4,096; at least 8,192
     * @param maximum bytes in the end
     * @throws IllegalArgumentException if the sizes are less, or more than 4 TiB, or the maximum is less than the size
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     * @throws OutOfMemoryError if there is not so much direct memory, see {@code -XX:MaxDirectMemorySize}
     */
    public static SharedArena inMemory(String name, long bytes, long maximum) {
        Objects.requireNonNull(name, "name");
        long most = (long) Segments.LARGEST_SEGMENT * Segments.MOST_SEGMENTS;
        if (bytes < LEAST_BYTES || maximum < bytes || maximum > most) {
            throw new IllegalArgumentException(
                    "size is impossible: bytes=" + bytes + ", maximum=" + maximum + "; use at least " + LEAST_BYTES
                            + ", at most " + most + ", and a maximum that is not less than the size");
        }
        Agrona.check();
        Arena arena = Arena.create(name);
        try {
            return new SharedArena(arena, pages(bytes), pages(maximum));
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    private static long pages(long bytes) {
        return (bytes + HeapDescriptor.BLOCKS - 1) / HeapDescriptor.BLOCKS * HeapDescriptor.BLOCKS;
    }

    /** {@return the arena by which this is borrowed together with others, counted and listed} */
    public Arena arena() {
        return arena;
    }

    /**
     * Holds the arena exclusively; see {@link Arena#borrow()}.
     *
     * @return to be closed by try-with-resources on the same thread
     */
    public MemoryWriter borrow() {
        return writer(arena.borrow());
    }

    /**
     * Holds the arena exclusively, unless interrupted; see {@link Arena#borrowInterruptibly()}.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public MemoryWriter borrowInterruptibly() throws InterruptedException {
        return writer(arena.borrowInterruptibly());
    }

    /**
     * Holds the arena exclusively if that is possible at once; see {@link Arena#tryBorrow()}.
     *
     * @return null if others hold it or are queued for it; try-with-resources accepts null
     */
    public @Nullable MemoryWriter tryBorrow() {
        ExclusiveBorrow borrow = arena.tryBorrow();
        return borrow == null ? null : writer(borrow);
    }

    /**
     * Holds the arena exclusively within a limited time; see {@link Arena#tryBorrow(Duration)}.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable MemoryWriter tryBorrow(Duration timeout) throws InterruptedException {
        ExclusiveBorrow borrow = arena.tryBorrow(timeout);
        return borrow == null ? null : writer(borrow);
    }

    /**
     * Holds the arena for reading; see {@link Arena#borrowShared()}.
     *
     * @return to be closed by try-with-resources on the same thread
     */
    public MemoryReader borrowShared() {
        return reader(arena.borrowShared());
    }

    /**
     * Holds the arena for reading, unless interrupted; see {@link Arena#borrowSharedInterruptibly()}.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public MemoryReader borrowSharedInterruptibly() throws InterruptedException {
        return reader(arena.borrowSharedInterruptibly());
    }

    /**
     * Holds the arena for reading if that is possible at once; see {@link Arena#tryBorrowShared()}.
     *
     * @return null if a writer holds it or somebody is queued for it; try-with-resources accepts null
     */
    public @Nullable MemoryReader tryBorrowShared() {
        SharedBorrow borrow = arena.tryBorrowShared();
        return borrow == null ? null : reader(borrow);
    }

    /**
     * Holds the arena for reading within a limited time; see {@link Arena#tryBorrowShared(Duration)}.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable MemoryReader tryBorrowShared(Duration timeout) throws InterruptedException {
        SharedBorrow borrow = arena.tryBorrowShared(timeout);
        return borrow == null ? null : reader(borrow);
    }

    private MemoryWriter writer(ExclusiveBorrow borrow) {
        return new MemoryWriter(this, borrow, lock.caller(), true);
    }

    private MemoryReader reader(SharedBorrow borrow) {
        return new MemoryReader(this, borrow, lock.caller(), true);
    }

    /**
     * The memory through a borrow of several arenas, or in a behaviour.
     *
     * @param borrow covers this arena's {@link #arena()}, in any mode
     * @return ends with the borrow
     * @throws org.arenas.error.ForeignReferenceException if the borrow does not cover it
     * @throws org.arenas.error.BorrowClosedException if the borrow was closed
     * @throws org.arenas.error.BorrowThreadException if another execution opened it
     */
    public MemoryReader reader(Borrow borrow) {
        borrow.get(memoryRef);
        return new MemoryReader(this, borrow, lock.caller(), false);
    }

    /**
     * The memory through a borrow of several arenas, or in a behaviour, to be changed.
     *
     * @param borrow covers this arena's {@link #arena()} exclusively
     * @return ends with the borrow
     * @throws org.arenas.error.AccessModeException if the borrow covers it for reading
     * @throws org.arenas.error.ForeignReferenceException if the borrow does not cover it
     * @throws org.arenas.error.BorrowClosedException if the borrow was closed
     * @throws org.arenas.error.BorrowThreadException if another execution opened it
     */
    public MemoryWriter writer(Borrow borrow) {
        return new MemoryWriter(this, borrow.exclusive(arena), lock.caller(), false);
    }

    /**
     * Reads without holding the arena and without writing anything that others see: the function runs, and runs again if
     * somebody changed the arena meanwhile. After {@value #OPTIMISTIC_ATTEMPTS} attempts, and while a writer is there, it
     * runs under a shared borrow. The idea is that of a sequence lock (Lameter, "Effective synchronization on Linux/NUMA
     * systems", 2005) and of {@link java.util.concurrent.locks.StampedLock}.
     *
     * <p>What the function sees before it is found to be outdated may fit together badly: a handle that is stale, a size
     * that belongs to another state. The library then throws or returns something arbitrary, both of which are discarded;
     * it never reads outside the arena. The function must have no effect but its result, and must come to an end whatever it
     * reads.
     *
     * @param body gets the memory, for its own duration
     * @return what it returned when nothing had changed
     * @param <R> the type of the result
     * @throws org.arenas.error.ArenaClosedException if the arena is closed
     */
    public <R extends @Nullable Object> R readOptimistic(Function<? super MemoryReader, ? extends R> body) {
        for (int i = 0; i < OPTIMISTIC_ATTEMPTS && memory.beginOptimistic(); i++) {
            long sequence = memory.sequence();
            if ((sequence & 1) != 0) {
                break;
            }
            MemoryReader reader = new MemoryReader(this, null, lock.caller(), false);
            try {
                R result = body.apply(reader);
                if (memory.isUnchangedSince(sequence)) {
                    return result;
                }
            } catch (RuntimeException | Error e) {
                if (memory.isUnchangedSince(sequence)) {
                    throw e;
                }
            } finally {
                reader.endOptimistic();
            }
        }
        try (MemoryReader reader = borrowShared()) {
            return body.apply(reader);
        }
    }

    /** {@return true once {@link #close()} was called} */
    public boolean isClosed() {
        return arena.isClosed();
    }

    /**
     * Closes the arena, see {@link Arena#close()}; its memory is given back as soon as nobody holds it. A second call does
     * nothing.
     */
    @Override
    public void close() {
        arena.close();
    }

    Memory memory() {
        return memory;
    }

    Ref<Memory> memoryRef() {
        return memoryRef;
    }

    /** The arena as messages name it, for example {@code board#7}. */
    @Override
    public String toString() {
        return arena.toString();
    }
}
