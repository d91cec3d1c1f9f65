package org.arenas.offheap;

import java.io.IOException;
import java.nio.file.Path;
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
import org.arenas.lock.ArenaLock;
import org.arenas.lock.ArenaLocks;
import org.arenas.lock.Execution;
import org.arenas.lock.Ready;
import org.arenas.lock.Wait;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * An arena off the heap: typed memory in direct buffers or in a file, which belongs to nobody and is reached through a
 * borrow like any other arena's objects. The garbage collector sees none of it.
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

    /** It is over already. */
    private static final Wait NO_WAIT = new Wait(false, System.nanoTime(), true);

    private static final int LEAST_BYTES = 2 * HeapDescriptor.BLOCKS;

    private final Arena arena;
    private final ArenaLock lock;
    private final Memory memory;
    private final Ref<Memory> memoryRef;
    /** Null for memory of this process alone. */
    private final @Nullable Membership membership;

    SharedArena(Arena arena, ArenaLock lock, Memory memory, @Nullable Membership membership) {
        this.arena = arena;
        this.lock = lock;
        this.memory = memory;
        this.membership = membership;
        try (ExclusiveBorrow b = arena.borrow()) {
            this.memoryRef = b.own(memory);
        }
    }

    private static SharedArena inMemory(Arena arena, long bytes, long maximum) {
        ArenaLock lock = ArenaLocks.withId(arena.id());
        DirectStorage storage = new DirectStorage();
        List<UnsafeBuffer> buffers = new ArrayList<>();
        for (long left = bytes; left > 0; left -= Segments.LARGEST_SEGMENT) {
            buffers.add(storage.add(buffers.size(), Math.min(left, Segments.LARGEST_SEGMENT)));
        }
        Segments segments = new Segments(arena.toString(), buffers, storage.journal());
        Heap.format(segments, new SplittableRandom().nextLong());
        Memory memory = new Memory(segments, maximum, lock, storage);
        lock.accompany(memory::free);
        return new SharedArena(arena, lock, memory, null);
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
            return inMemory(arena, pages(bytes), pages(maximum));
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Makes an arena in a file, which other processes may open as well. With a name such as {@code words} the files are
     * {@code words.data}, {@code words.ctl} and {@code words.live}; only their owner may read and write them. Every byte gets
     * its place on the disk now, so that a full disk is found here or when the arena grows, and never later.
     *
     * @param path where, with or without {@code .data} at its end
     * @param options how large, for example
     * @return the arena, open
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     * @throws IOException if there is no room, for example; nothing is left behind
     * @throws org.arenas.error.ArenaLockedOutException if processes still have an arena open that was there before
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     */
    public static SharedArena create(Path path, FileOptions options) throws IOException {
        return FileArenas.create(path, options);
    }

    /**
     * Opens an arena in a file. What a dead process has left half-done is undone first. A borrow waits 30 seconds for another
     * process and fails then; see {@link #open(Path, Duration)}.
     *
     * @param path where, with or without {@code .data} at its end
     * @return the arena
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if what is there is no arena, or one that cannot be used; the type says why
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     */
    public static SharedArena open(Path path) throws IOException {
        return open(path, FileOptions.DEFAULT_PATIENCE);
    }

    /**
     * Opens an arena in a file. What a dead process has left half-done is undone first.
     *
     * @param path where, with or without {@code .data} at its end
     * @param patience how long a borrow waits for another process before it throws {@link
     *     org.arenas.error.ArenaBusyException}; a process that lives is never robbed of what it holds
     * @return the arena
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if what is there is no arena, or one that cannot be used; the type says why
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     */
    public static SharedArena open(Path path, Duration patience) throws IOException {
        return FileArenas.open(path, false, patience);
    }

    /**
     * Opens an arena in a file for reading, with a patience of 30 seconds; see {@link #openReadOnly(Path, Duration)}.
     *
     * @param path where, with or without {@code .data} at its end
     * @return the arena
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if what is there is no arena, or one that cannot be used; the type says why
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     */
    public static SharedArena openReadOnly(Path path) throws IOException {
        return openReadOnly(path, FileOptions.DEFAULT_PATIENCE);
    }

    /**
     * Opens an arena in a file for reading: an exclusive borrow throws {@link org.arenas.error.AccessModeException}, and the
     * operating system does not let this process change what is there. Its other files are written all the same, for the
     * others have to know who reads.
     *
     * @param path where, with or without {@code .data} at its end
     * @param patience how long a borrow waits for another process before it throws {@link
     *     org.arenas.error.ArenaBusyException}
     * @return the arena
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if what is there is no arena, or one that cannot be used; the type says why
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs; the message names it
     */
    public static SharedArena openReadOnly(Path path, Duration patience) throws IOException {
        return FileArenas.open(path, true, patience);
    }

    /**
     * Makes what can be made of an arena in a file that is refused: poisoned, unclean, or with a memory that {@link
     * MemoryReader#verify} finds wrong. What a dead process left half-done is undone if there is a journal of it. Nothing is
     * changed unless all blocks of the memory are known; what lies in them is taken as it is.
     *
     * @param path where, with or without {@code .data} at its end
     * @return what was wrong, what was done, and whether the arena may be used now
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaLockedOutException if a process has it open
     * @throws org.arenas.error.ArenaFileException if the head of the file is damaged: that cannot be repaired
     */
    public static RepairReport repair(Path path) throws IOException {
        return FileRepair.repair(ArenaPaths.of(path));
    }

    /**
     * Deletes an arena, with all of its files.
     *
     * @param path where, with or without {@code .data} at its end
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaLockedOutException if a process has it open
     */
    public static void discard(Path path) throws IOException {
        FileRepair.discard(ArenaPaths.of(path));
    }

    /**
     * {@return what the head of a file says, without opening the arena; whatever its state}
     *
     * @param path where, with or without {@code .data} at its end
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if the file holds no arena, or its head is damaged
     */
    public static FileInfo inspect(Path path) throws IOException {
        return FileInfo.of(ArenaPaths.of(path));
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
        Execution execution = lock.caller();
        lock.acquire(execution);
        enter(execution, MemoryHold.EXCLUSIVE);
        return writer(execution);
    }

    /**
     * Holds the arena exclusively, unless interrupted; see {@link Arena#borrowInterruptibly()}.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public MemoryWriter borrowInterruptibly() throws InterruptedException {
        Execution execution = lock.caller();
        lock.acquire(execution, Wait.interruptibly());
        enter(execution, MemoryHold.EXCLUSIVE, Wait.interruptibly());
        return writer(execution);
    }

    /**
     * Holds the arena exclusively if that is possible at once; see {@link Arena#tryBorrow()}.
     *
     * @return null if others hold it or are queued for it; try-with-resources accepts null
     */
    public @Nullable MemoryWriter tryBorrow() {
        Execution execution = lock.caller();
        return lock.tryAcquire(execution) && enterNow(execution, MemoryHold.EXCLUSIVE) ? writer(execution) : null;
    }

    /**
     * Holds the arena exclusively within a limited time; see {@link Arena#tryBorrow(Duration)}.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable MemoryWriter tryBorrow(Duration timeout) throws InterruptedException {
        Wait wait = Wait.atMost(Durations.nanos(timeout));
        Execution execution = lock.caller();
        return lock.acquire(execution, wait) && enter(execution, MemoryHold.EXCLUSIVE, wait) ? writer(execution) : null;
    }

    /**
     * Holds the arena for reading; see {@link Arena#borrowShared()}.
     *
     * @return to be closed by try-with-resources on the same thread
     */
    public MemoryReader borrowShared() {
        Execution execution = lock.caller();
        int cell = lock.acquireShared(execution);
        enter(execution, cell);
        return reader(execution, cell);
    }

    /**
     * Holds the arena for reading, unless interrupted; see {@link Arena#borrowSharedInterruptibly()}.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public MemoryReader borrowSharedInterruptibly() throws InterruptedException {
        Execution execution = lock.caller();
        int cell = lock.acquireShared(execution, Wait.interruptibly());
        enter(execution, cell, Wait.interruptibly());
        return reader(execution, cell);
    }

    /**
     * Holds the arena for reading if that is possible at once; see {@link Arena#tryBorrowShared()}.
     *
     * @return null if a writer holds it or somebody is queued for it; try-with-resources accepts null
     */
    public @Nullable MemoryReader tryBorrowShared() {
        Execution execution = lock.caller();
        int cell = lock.tryAcquireShared(execution);
        return cell != ArenaLock.FAILED && enterNow(execution, cell) ? reader(execution, cell) : null;
    }

    /**
     * Holds the arena for reading within a limited time; see {@link Arena#tryBorrowShared(Duration)}.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable MemoryReader tryBorrowShared(Duration timeout) throws InterruptedException {
        Wait wait = Wait.atMost(Durations.nanos(timeout));
        Execution execution = lock.caller();
        int cell = lock.acquireShared(execution, wait);
        return cell != ArenaLock.FAILED && enter(execution, cell, wait) ? reader(execution, cell) : null;
    }

    private MemoryWriter writer(Execution execution) {
        return new MemoryWriter(this, null, execution, MemoryHold.EXCLUSIVE);
    }

    private MemoryReader reader(Execution execution, int cell) {
        return new MemoryReader(this, null, execution, cell);
    }

    /**
     * Enters with a hold that the execution has just begun. Makes no object: whoever borrows and lets go at once is to be
     * spared one.
     *
     * @param hold see {@link MemoryHold#EXCLUSIVE}
     */
    private void enter(Execution execution, int hold) {
        execution.opened();
        if (membership != null) {
            enterOrRelease(membership, execution, hold);
        }
    }

    private void enterOrRelease(Membership member, Execution execution, int hold) {
        try {
            member.enter(execution);
        } catch (Throwable e) {
            release(execution, hold);
            throw e;
        }
    }

    /** {@return false if the time was up between processes, where it comes second; the hold has ended then} */
    private boolean enter(Execution execution, int hold, Wait wait) throws InterruptedException {
        execution.opened();
        if (membership == null) {
            return true;
        }
        boolean entered = false;
        try {
            entered = membership.enter(execution, wait);
            return entered;
        } finally {
            if (!entered) {
                release(execution, hold);
            }
        }
    }

    private boolean enterNow(Execution execution, int hold) {
        try {
            return enter(execution, hold, NO_WAIT);
        } catch (InterruptedException e) {
            throw new AssertionError("this wait is not interruptible", e);
        }
    }

    /** Ends a hold of the calling execution. */
    void release(Execution execution, int hold) {
        execution.closed();
        if (hold == MemoryHold.EXCLUSIVE) {
            lock.release(Ready.DISPATCH);
        } else {
            lock.releaseShared(hold, Ready.DISPATCH);
        }
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
        if (membership != null) {
            membership.enter(lock.caller());
        }
        return new MemoryReader(this, borrow, lock.caller(), MemoryHold.NOTHING);
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
        ExclusiveBorrow exclusive = borrow.exclusive(arena);
        if (membership != null) {
            membership.enter(lock.caller());
        }
        return new MemoryWriter(this, exclusive, lock.caller(), MemoryHold.NOTHING);
    }

    /**
     * Reads without holding the arena and without writing anything that others see: the function runs, and runs again if
     * somebody changed the arena meanwhile. After {@value #OPTIMISTIC_ATTEMPTS} attempts, each of which may find that a
     * writer is there and stays, it runs under a shared borrow. The idea is that of a sequence lock (Lameter, "Effective
     * synchronization on Linux/NUMA systems", 2005) and of {@link java.util.concurrent.locks.StampedLock}.
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
        WriteSequence sequence = memory.writeSequence();
        Execution execution = optimisticReader();
        for (int i = 0; i < OPTIMISTIC_ATTEMPTS && sequence.beginRead(); i++) {
            if (membership != null) {
                membership.followOptimistic();
            }
            long before = sequence.awaitEven();
            if ((before & 1) != 0) {
                continue;
            }
            MemoryReader reader = new MemoryReader(this, null, execution, MemoryHold.NOTHING);
            try {
                R result = body.apply(reader);
                if (sequence.isUnchangedSince(before)) {
                    return result;
                }
            } catch (RuntimeException | Error e) {
                if (sequence.isUnchangedSince(before)) {
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

    /** Whoever holds nothing stays away from the line of the lock that its holders write. */
    private Execution optimisticReader() {
        Execution execution = Execution.current();
        return execution.isConfined() ? lock.caller() : execution;
    }

    /**
     * Has everything that was committed reach the disk: what the ends of exclusive borrows have made the arena's state. After
     * a stop of the machine, the file opens with the state of the last sync, or is refused as unclean if it was changed
     * later. The last process that closes the arena does the same. Does nothing in memory.
     *
     * @throws IOException if the disk does not take it
     * @throws IllegalStateException if the caller holds the arena exclusively and has changed something
     * @throws org.arenas.error.ArenaClosedException if the arena is closed
     */
    public void sync() throws IOException {
        if (membership == null) {
            return;
        }
        try (MemoryWriter writer = borrow()) {
            if ((memory.sequence() & 1) != 0) {
                throw new IllegalStateException("arena is being changed by the caller: arena=" + writer.arena()
                        + "; sync after the borrow has ended");
            }
            membership.sync();
        }
    }

    /** Whether what a dead process had left half-done was undone since the last exclusive hold here. */
    boolean hasRecovered() {
        return membership != null && membership.hasRecovered();
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
