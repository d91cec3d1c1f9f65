package org.arenas;

import org.arenas.lock.ArenaLock;
import org.arenas.lock.Execution;
import org.arenas.lock.Ready;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/**
 * An arena held for reading, together with any number of other readers. Objects reached through it must not be changed: the
 * library cannot see that, and a change is a data race.
 *
 * <p><b>Ownership.</b> See {@link Borrow}. A further shared borrow of the same arena may be opened inside; an exclusive one
 * may not.
 */
public final class SharedBorrow implements Borrow {
    private final Arena arena;
    private final Execution execution;
    private final long run;
    private final int cell;
    private boolean open = true;
    private @Nullable Site opened;
    private @Nullable Site closed;

    SharedBorrow(Arena arena, Execution execution, int cell) {
        this.arena = arena;
        this.execution = execution;
        this.run = execution.run();
        this.cell = cell;
        execution.opened();
        if (Diagnostics.KEEP_ALL) {
            opened = Site.here(arena + " acquired shared by " + execution.describe());
        }
    }

    /** {@return the arena that is held} */
    public Arena arena() {
        return arena;
    }

    @Override
    public <T> T get(Ref<T> ref) {
        if (!open || !execution.isRunning(run)) {
            throw Misuse.ofBorrow(arena, open, execution, run, opened, closed);
        }
        if (ref.arena != arena) {
            throw Misuse.foreign(ref, arena.toString());
        }
        return arena.dereference(ref);
    }

    @Override
    public ExclusiveBorrow exclusive(Arena wanted) {
        if (!open || !execution.isRunning(run)) {
            throw Misuse.ofBorrow(arena, open, execution, run, opened, closed);
        }
        throw wanted == arena ? Misuse.readOnly(wanted) : Misuse.notCovered(wanted, arena.toString());
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        if (!execution.isRunning(run)) {
            throw Misuse.ofBorrow(arena, true, execution, run, opened, closed);
        }
        open = false;
        if (Diagnostics.KEEP_ALL) {
            closed = Site.here(arena + " released by " + execution.describe());
        }
        execution.closed();
        arena.lock().releaseShared(cell, Ready.DISPATCH);
    }

    @Override
    public String toString() {
        return "SharedBorrow(" + arena + (open ? ")" : ", closed)");
    }

    /** A borrow if a cell was acquired. */
    static @Nullable SharedBorrow ofNullable(Arena arena, Execution execution, int cell) {
        return cell == ArenaLock.FAILED ? null : new SharedBorrow(arena, execution, cell);
    }
}
