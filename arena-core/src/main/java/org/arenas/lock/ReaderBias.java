package org.arenas.lock;

import org.jspecify.annotations.Nullable;

/**
 * Whether readers of an arena announce themselves in {@link ReaderCells}, and the cells. They are there only while somebody
 * reads, so that a writer pays nothing for readers that do not exist.
 */
abstract sealed class ReaderBias extends WaitQueue permits LockWord {
    /*
     * field      | read                | write                          | guard
     * cells      | anybody, volatile   | the owner of the word          | word
     * spare      | owner; snapshots    | the owner                      | word; snapshots read racily
     * emptyScans | the owner           | the owner                      | word
     *
     * null → cells   openCells, by a reader that owns the word for a moment, or by a granter
     * cells → null   mustDrain, by a writer that has found them empty EMPTY_SCANS times in a row; shut
     * The same cells come back, so that a reader which announced itself in cells that were taken away and brought back
     * stands in the right place.
     */
    private static final int EMPTY_SCANS = 64;

    private volatile @Nullable ReaderCells cells;
    private @Nullable ReaderCells spare;
    private int emptyScans;

    /** The cells, which are there because the caller has one. */
    final ReaderCells openedCells() {
        ReaderCells open = cells;
        if (open == null) {
            // A writer takes the cells away only when they are empty, and ours is not.
            throw new AssertionError("shared lock used without being held: lock=" + this);
        }
        return open;
    }

    final boolean hasNoReaders() {
        ReaderCells open = cells;
        return open == null || open.areEmpty();
    }

    /** True if a reader's token lacks a flag. */
    final boolean hasReadersWithout(long flag) {
        ReaderCells open = cells;
        return open != null && open.anyWithout(flag);
    }

    /** Lets readers in directly from now on. Only for the owner of the word. */
    final ReaderCells openCells() {
        ReaderCells open = cells;
        if (open == null) {
            open = spare == null ? new ReaderCells() : spare;
            spare = open;
            emptyScans = 0;
            cells = open;
        }
        return open;
    }

    /** Whether readers are present; takes the cells away when nobody has read for long. Only for the owner of the word. */
    final boolean mustDrain() {
        ReaderCells open = cells;
        if (open == null) {
            return false;
        }
        if (!open.areEmpty()) {
            emptyScans = 0;
            return true;
        }
        if (++emptyScans >= EMPTY_SCANS) {
            emptyScans = 0;
            cells = null;
        }
        return false;
    }

    /** Instead of a null check on {@link #cells()}: the JIT inlines no method whose signature names a class not loaded. */
    final boolean hasCells() {
        return cells != null;
    }

    final @Nullable ReaderCells cells() {
        return cells;
    }

    /** Also those that were taken away, because their counters still count. */
    final @Nullable ReaderCells cellsEverUsed() {
        return spare;
    }

    /** Nobody reads any more. Only for the owner of the word. */
    final void dropCells() {
        cells = null;
    }
}
