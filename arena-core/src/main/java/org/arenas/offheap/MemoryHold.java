package org.arenas.offheap;

import org.arenas.Borrow;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/** By what a {@link MemoryReader} is entitled to the memory, and for how long. */
abstract sealed class MemoryHold implements AutoCloseable permits RecordReader {
    /*
     * A borrow that was opened for this alone is no object of its own: the hold is kept here, as the cell that is to be
     * released, so that a reader or writer that lives and dies within one method costs the heap nothing.
     *
     *   hold      | borrow    | open                  | who says whether it is valid
     *   EXCLUSIVE | null      | until close()         | this
     *   a cell    | null      | until close()         | this
     *   NOTHING   | of others | never                 | the borrow
     *   NOTHING   | null      | until endOptimistic() | this
     */
    /** The hold of the arena that is to be released is exclusive. */
    static final int EXCLUSIVE = Integer.MAX_VALUE;

    /** No hold is to be released: it belongs to a borrow of others, or there is none. */
    static final int NOTHING = Integer.MIN_VALUE;

    final SharedArena arena;
    final Memory memory;
    /** Null if it is not left to a borrow to say whether this is valid. */
    private final @Nullable Borrow borrow;

    final Execution execution;
    private final long run;
    private final int hold;

    private boolean open;
    private @Nullable Site opened;
    private @Nullable Site closed;

    /**
     * A view of the memory.
     *
     * @param borrow by which the arena is held, if it was not acquired for this
     * @param hold what is released by {@link #close()}: a cell, {@link #EXCLUSIVE} or {@link #NOTHING}
     */
    MemoryHold(SharedArena arena, @Nullable Borrow borrow, Execution execution, int hold) {
        this.arena = arena;
        this.memory = arena.memory();
        this.borrow = borrow;
        this.execution = execution;
        this.run = execution.run();
        this.hold = hold;
        this.open = borrow == null;
        if (Diagnostics.KEEP_ALL && hold != NOTHING) {
            opened = Site.here(
                    arena + (hold == EXCLUSIVE ? " acquired by " : " acquired shared by ") + execution.describe());
        }
    }

    /** Throws unless the borrow is open, here and now. */
    final void check() {
        if (!open || !execution.isRunning(run)) {
            checkBorrow();
        }
    }

    private void checkBorrow() {
        if (borrow == null) {
            throw misuse();
        }
        borrow.get(arena.memoryRef());
    }

    private ArenaException misuse() {
        String caller = Execution.current().describe();
        ArenaException violation = open && !execution.hasEnded(run)
                ? Violations.borrowThread(arena.toString(), execution.describe(), caller)
                : Violations.borrowClosed(arena.toString(), caller);
        if (opened != null) {
            violation.addSuppressed(opened);
        }
        if (closed != null) {
            violation.addSuppressed(closed);
        }
        return violation;
    }

    /** The end of an optimistic read. */
    final void endOptimistic() {
        open = false;
    }

    /** Releases the arena, if it was acquired for this. A second call does nothing. */
    @Override
    public final void close() {
        if (hold == NOTHING || !open) {
            return;
        }
        if (!execution.isRunning(run)) {
            throw misuse();
        }
        open = false;
        if (Diagnostics.KEEP_ALL) {
            closed = Site.here(arena + " released by " + execution.describe());
        }
        arena.release(execution, hold);
    }

    @Override
    public final String toString() {
        String what = borrow != null ? borrow.toString() : hold == NOTHING ? arena + ", optimistic" : arena.toString();
        return getClass().getSimpleName() + "(" + what + (open || borrow != null ? ")" : ", closed)");
    }
}
