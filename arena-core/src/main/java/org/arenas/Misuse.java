package org.arenas;

import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/** Finds out which rule was broken once a check has failed, and makes the exception. Out of line of the checks. */
final class Misuse {
    private Misuse() {}

    static ArenaException ofBorrow(
            Object arena, boolean open, Execution owner, long run, @Nullable Site opened, @Nullable Site closed) {
        Execution caller = Execution.current();
        ArenaException violation;
        if (!open || hasEnded(owner, run)) {
            violation = Violations.borrowClosed(arena.toString(), caller.describe());
        } else {
            violation = Violations.borrowThread(arena.toString(), owner.describe(), caller.describe());
        }
        return withSites(violation, opened, closed);
    }

    static ArenaException ofHome(Arena arena, boolean open, Execution owner, long run, @Nullable Site opened) {
        Execution caller = Execution.current();
        if (!hasEnded(owner, run) && owner == caller && !open) {
            return withSites(Violations.homeSuspended(arena.toString(), caller.describe()), opened, null);
        }
        return ofBorrow(arena, true, owner, run, opened, null);
    }

    /** True if what opened the borrow is over, though its thread may run something else now. */
    private static boolean hasEnded(Execution owner, long run) {
        return owner.hasEnded(run);
    }

    static ArenaException closeOfHome(Arena arena, Execution execution) {
        return Violations.homeClosedByHand(arena.toString(), execution.describe());
    }

    static ArenaException foreign(Ref<?> ref, String covered) {
        return Violations.foreignReference(
                ref.toString(),
                ref.arena.toString(),
                covered,
                Execution.current().describe());
    }

    static ArenaException foreign(RefId id, String covered) {
        String arena = "#" + id.arena();
        return Violations.foreignReference(
                arena + "/" + id.slot() + "@" + id.generation(),
                arena,
                covered,
                Execution.current().describe());
    }

    static ArenaException notCovered(Arena arena, String covered) {
        return Violations.notCovered(
                arena.toString(), covered, Execution.current().describe());
    }

    /** A confined execution gets what it holds already, and nothing else. */
    static void checkDeclared(Access[] accesses, Execution execution) {
        for (Access access : accesses) {
            if (!access.arena().lock().isHeldBy(execution)) {
                throw Violations.undeclared(access.arena().toString(), execution.describe());
            }
        }
    }

    /** A confined execution starts nothing elsewhere. */
    static void checkNotConfined(Object wanted) {
        Execution caller = Execution.current();
        if (caller.isConfined()) {
            throw Violations.undeclared(wanted.toString(), caller.describe());
        }
    }

    static ArenaException readOnly(Arena arena) {
        return Violations.readOnly(arena.toString(), Execution.current().describe());
    }

    /**
     * A Ref whose object is gone.
     *
     * @param fate the object's {@link Move}, or what became of it in words
     */
    static ArenaException stale(Ref<?> ref, Object fate) {
        if (fate instanceof Move move) {
            return move.stale();
        }
        return Violations.staleReference(
                ref.toString(),
                ref.arena.toString(),
                fate.toString(),
                Execution.current().describe());
    }

    static <E extends ArenaException> E withSites(E violation, @Nullable Site opened, @Nullable Site closed) {
        if (opened != null) {
            violation.addSuppressed(opened);
        }
        if (closed != null) {
            violation.addSuppressed(closed);
        }
        return violation;
    }
}
