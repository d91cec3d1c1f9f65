package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where readers announce themselves: one cell a shared borrow, each on cache lines of its own, so that readers on different
 * cores write different lines.
 *
 * <p>After BRAVO (Dice and Kogan, "BRAVO: Biased Locking for Reader-Writer Locks", USENIX ATC 2019), with cells per arena
 * instead of one table for all locks, because the cells also say who the readers are.
 */
final class ReaderCells {
    /*
     * cell: 0 free, else a token with the STRONG flag of ArenaLock or QUEUE_OWNER, then owners[] says which task.
     *   0 → token   CAS, by the reader or on its behalf by the owner of the lock word
     *   token → 0   by who closes the borrow: release store, or getAndSet where the release must be seen by a task
     * The long beside the cell counts acquisitions; it is written by the cell's owner only.
     *
     * When all cells are taken, a further block of twice the size is appended; blocks go away with the whole structure,
     * when a writer finds that nobody reads any more.
     *
     * last: the cell that claim took last, or -1; plain, a hint for all. A claim looks behind it first, and whoever wants to
     * know whether anybody reads looks there first: readers that are let in by the queue leave in about the order in which
     * they came. Without it, a run of n queued readers would take n² looks at cells.
     */
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle MORE;
    private static final int STRIDE = 16;
    private static final int COUNT = 1;
    private static final int FIRST_BLOCK = blockSize();

    static {
        try {
            MORE = MethodHandles.lookup().findVarHandle(ReaderCells.class, "more", ReaderCells.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] cells;
    private final @Nullable Acquisition[] owners;
    private final int size;
    private volatile @Nullable ReaderCells more;
    private int last = -1;

    ReaderCells() {
        this(FIRST_BLOCK);
    }

    private ReaderCells(int size) {
        this.size = size;
        cells = new long[(size + 1) * STRIDE];
        owners = new Acquisition[size];
    }

    private static int blockSize() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.max(4, Math.min(64, Integer.highestOneBit(2 * processors - 1) << 1));
    }

    private static int at(int cell) {
        return (cell + 1) * STRIDE;
    }

    /**
     * Announces a reader in the one cell its token hashes to.
     *
     * @return the cell, or -1 if it is taken
     */
    int tryClaim(long token) {
        int cell = (int) (token >>> ExecutionStack.ID_SHIFT) & (size - 1);
        long[] all = cells;
        int at = at(cell);
        if (!CELL.compareAndSet(all, at, 0L, token)) {
            return -1;
        }
        all[at + COUNT]++;
        return cell;
    }

    /** Announces a reader in any cell. Never fails. */
    int claim(long token, @Nullable Acquisition owner) {
        int cell = claimPresent(last, token);
        if (cell < 0) {
            cell = claimAfter(-1, token);
        }
        last = cell;
        if (owner != null) {
            block(cell).owners[indexInBlock(cell)] = owner;
        }
        return cell;
    }

    /** Announces a reader in any cell behind a given one. Never fails. */
    int claimAfter(int after, long token) {
        int base = 0;
        for (ReaderCells block = this; ; ) {
            int index = block.claimHere(Math.max(0, after + 1 - base), token);
            if (index >= 0) {
                return base + index;
            }
            base += block.size;
            block = block.next();
        }
    }

    /** As {@link #claimAfter}, but -1 if all cells are taken that are there. */
    private int claimPresent(int after, long token) {
        int base = 0;
        for (ReaderCells block = this; block != null; block = block.more) {
            int index = block.claimHere(Math.max(0, after + 1 - base), token);
            if (index >= 0) {
                return base + index;
            }
            base += block.size;
        }
        return -1;
    }

    /** In this block alone; -1 if none is free from there on. */
    private int claimHere(int from, long token) {
        for (int i = from; i < size; i++) {
            if ((long) CELL.getOpaque(cells, at(i)) == 0 && CELL.compareAndSet(cells, at(i), 0L, token)) {
                cells[at(i) + COUNT]++;
                return i;
            }
        }
        return -1;
    }

    private ReaderCells next() {
        ReaderCells next = more;
        if (next == null) {
            ReaderCells fresh = new ReaderCells(2 * size);
            next = (ReaderCells) MORE.compareAndExchange(this, (ReaderCells) null, fresh);
            if (next == null) {
                next = fresh;
            }
        }
        return next;
    }

    private ReaderCells block(int cell) {
        ReaderCells block = this;
        for (int index = cell; index >= block.size; block = block.next()) {
            index -= block.size;
        }
        return block;
    }

    private int indexInBlock(int cell) {
        int index = cell;
        for (ReaderCells block = this; index >= block.size; block = block.next()) {
            index -= block.size;
        }
        return index;
    }

    /** Clears a cell with release order: what the reader did happens-before a writer that reads the cell. */
    void clearRelease(int cell) {
        if (cell < size) {
            CELL.setRelease(cells, at(cell), 0L);
        } else {
            clearFenced(cell);
        }
    }

    /** Clears a cell with a full fence, so that the reader's next read comes after it. */
    void clearFenced(int cell) {
        ReaderCells block = block(cell);
        int index = indexInBlock(cell);
        if (block.owners[index] != null) {
            block.owners[index] = null;
        }
        CELL.getAndSet(block.cells, at(index), 0L);
    }

    /** Clears a cell as {@link #clearFenced} does, and does not count it as an acquisition. */
    void takeBack(int cell) {
        block(cell).cells[at(indexInBlock(cell)) + COUNT]--;
        clearFenced(cell);
    }

    /** True if no cell is taken. Acquire: what the readers did happens-before the caller goes on. */
    boolean areEmpty() {
        int hint = last;
        if (hint >= 0 && (long) CELL.getVolatile(block(hint).cells, at(indexInBlock(hint))) != 0) {
            return false;
        }
        for (ReaderCells block = this; block != null; block = block.more) {
            for (int i = 0; i < block.size; i++) {
                if ((long) CELL.getVolatile(block.cells, at(i)) != 0) {
                    return false;
                }
            }
        }
        last = -1;
        return true;
    }

    /** True if a taken cell lacks a flag. Racy. */
    boolean anyWithout(long flag) {
        boolean[] found = new boolean[1];
        forEach((cell, token, owner) -> found[0] |= (token & flag) == 0);
        return found[0];
    }

    /** A reader that was let in through the queue puts its own name on its cell. Only for the cell's owner. */
    void rename(int cell, long token) {
        ReaderCells block = block(cell);
        int index = indexInBlock(cell);
        CELL.setRelease(block.cells, at(index), token);
        block.owners[index] = null;
    }

    /** What looks at readers. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Called for each reader.
         *
         * @param cell its cell
         * @param token what the cell holds
         * @param owner the acquisition that was granted the cell, if any
         */
        void visit(int cell, long token, @Nullable Acquisition owner);
    }

    /** Calls the visitor for each reader, upwards. Racy. */
    void forEach(Visitor visitor) {
        int base = 0;
        for (ReaderCells block = this; block != null; block = block.more) {
            for (int i = 0; i < block.size; i++) {
                long token = (long) CELL.getVolatile(block.cells, at(i));
                if (token != 0) {
                    visitor.visit(base + i, token, block.owners[i]);
                }
            }
            base += block.size;
        }
    }

    /** Clears every cell of one owner. Only when that owner can no longer do so itself. */
    int clearAll(long ownerToken) {
        int cleared = 0;
        for (ReaderCells block = this; block != null; block = block.more) {
            for (int i = 0; i < block.size; i++) {
                long token = (long) CELL.getVolatile(block.cells, at(i));
                if ((token & ~LockWord.FLAGS) == ownerToken && CELL.compareAndSet(block.cells, at(i), token, 0L)) {
                    cleared++;
                }
            }
        }
        return cleared;
    }

    /** Shared acquisitions so far; racy. */
    long acquisitions() {
        long sum = 0;
        for (ReaderCells block = this; block != null; block = block.more) {
            for (int i = 0; i < block.size; i++) {
                sum += block.cells[at(i) + COUNT];
            }
        }
        return sum;
    }
}
