package org.arenas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.Execution;
import org.arenas.lock.GroupAcquisition;
import org.arenas.lock.LockRequest;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/**
 * Several arenas held at once, each for reading or for writing: what {@link Arenas#borrow} returns and what the body of a
 * behaviour gets.
 *
 * <p><b>Ownership.</b> See {@link Borrow}. The one that a behaviour gets is closed when its body ends; closing it by hand
 * before makes it invalid, and the arenas are released at the end of the body all the same.
 */
public final class GroupBorrow implements Borrow {
    private final Access[] accesses;
    private final Execution execution;
    private final long run;
    /** The readers' cells of what this borrow has to release; null if it belongs to a behaviour, which releases itself. */
    private final int @Nullable [] cells;

    private @Nullable List<ExclusiveBorrow> parts;
    private boolean open = true;
    private @Nullable Site opened;
    private @Nullable Site closed;

    GroupBorrow(Access[] accesses, Execution execution, int @Nullable [] cells) {
        this.accesses = accesses;
        this.execution = execution;
        this.run = execution.run();
        this.cells = cells;
        if (cells != null) {
            execution.opened();
        }
        if (Diagnostics.KEEP_ALL) {
            opened = Site.here(names() + " acquired by " + execution.describe());
        }
    }

    @Override
    public <T> T get(Ref<T> ref) {
        check();
        for (Access access : accesses) {
            if (access.arena() == ref.arena) {
                return ref.arena.dereference(ref);
            }
        }
        throw Misuse.foreign(ref, names());
    }

    @Override
    public ExclusiveBorrow exclusive(Arena arena) {
        check();
        for (Access access : accesses) {
            if (access.arena() == arena) {
                if (!access.isWrite()) {
                    throw Misuse.readOnly(arena);
                }
                ExclusiveBorrow part = new ExclusiveBorrow(arena, execution, ExclusiveBorrow.Kind.PART);
                if (parts == null) {
                    parts = new ArrayList<>();
                }
                parts.add(part);
                return part;
            }
        }
        throw Misuse.notCovered(arena, names());
    }

    private void check() {
        if (!open || !execution.isRunning(run)) {
            throw Misuse.ofBorrow(names(), open, execution, run, opened, closed);
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        check();
        open = false;
        if (parts != null) {
            parts.forEach(part -> part.setOpen(false));
        }
        if (Diagnostics.KEEP_ALL) {
            closed = Site.here(names() + " released by " + execution.describe());
        }
        if (cells != null) {
            execution.closed();
            GroupAcquisition.release(requests(accesses), cells);
        }
    }

    /**
     * Brings accesses into the order of their arenas' ids and merges those to the same arena; the stronger mode wins.
     *
     * @param accesses at least one; not changed
     * @return a new array
     */
    static Access[] normalise(Access[] accesses) {
        if (accesses.length == 0) {
            throw new IllegalArgumentException("no arena is named: accesses=0; name at least one");
        }
        Access[] sorted = new Access[accesses.length];
        int kept = 0;
        for (Access access : accesses) {
            long id = Objects.requireNonNull(access, "access").arena().id();
            int at = kept;
            while (at > 0 && sorted[at - 1].arena().id() > id) {
                at--;
            }
            if (at > 0 && sorted[at - 1].arena().id() == id) {
                sorted[at - 1] = access.isWrite() ? access : sorted[at - 1];
            } else {
                for (int i = kept++; i > at; i--) {
                    sorted[i] = sorted[i - 1];
                }
                sorted[at] = access;
            }
        }
        return kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept);
    }

    static LockRequest[] requests(Access[] normalised) {
        LockRequest[] requests = new LockRequest[normalised.length];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new LockRequest(normalised[i].arena().lock(), normalised[i].isWrite());
        }
        return requests;
    }

    static List<ArenaLock> locks(Access[] accesses) {
        return Arrays.stream(accesses).map(access -> access.arena().lock()).toList();
    }

    private String names() {
        return Access.names(accesses);
    }

    @Override
    public String toString() {
        return "GroupBorrow(" + names() + (open ? ")" : ", closed)");
    }
}
