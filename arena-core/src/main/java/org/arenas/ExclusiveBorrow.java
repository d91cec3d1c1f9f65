package org.arenas;

import java.util.Objects;
import org.arenas.lock.Execution;
import org.arenas.lock.Ready;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/**
 * An arena held for reading and writing, by nobody else.
 *
 * <p><b>Ownership.</b> See {@link Borrow}. The same execution may borrow the same arena again inside, in either mode.
 */
public sealed class ExclusiveBorrow implements Borrow permits Home {
    /** What closing this borrow releases. */
    enum Kind {
        /** The arena: it was acquired for this borrow. */
        OWN,
        /** Nothing: part of a {@link GroupBorrow}, which releases. */
        PART,
        /** Nothing, and it is an error to close it: a task's {@link Home}. */
        HOME
    }

    private final Arena arena;
    final Execution execution;
    private final long run;
    private final Kind kind;
    private boolean open = true;
    private @Nullable Site opened;
    private @Nullable Site closed;

    ExclusiveBorrow(Arena arena, Execution execution, Kind kind) {
        this.arena = arena;
        this.execution = execution;
        this.run = execution.run();
        this.kind = kind;
        if (kind == Kind.OWN) {
            execution.opened();
        }
        if (Diagnostics.KEEP_ALL) {
            opened = Site.here(arena + " acquired by " + execution.describe());
        }
    }

    /** {@return the arena that is held} */
    public final Arena arena() {
        return arena;
    }

    @Override
    public final <T> T get(Ref<T> ref) {
        check();
        if (ref.arena != arena) {
            throw Misuse.foreign(ref, arena.toString());
        }
        return arena.dereference(ref);
    }

    @Override
    public final ExclusiveBorrow exclusive(Arena wanted) {
        check();
        if (wanted != arena) {
            throw Misuse.notCovered(wanted, arena.toString());
        }
        return this;
    }

    /**
     * Gives an object to the arena, which keeps it until it is freed or the arena is closed. The caller must not keep a
     * plain reference to it outside the arena's own objects.
     *
     * @param object not a Ref, borrow, arena or interpreter: those are handles, not objects of an arena
     * @return the proxy; owning the same object twice gives two different ones
     * @param <T> the object's type
     * @throws IllegalArgumentException if the object is one of the library's handles
     */
    public final <T> Ref<T> own(T object) {
        check();
        ObjectStore store = arena.store();
        int slot = store.add(ownable(object));
        return new Ref<>(arena, slot, store.generation(slot));
    }

    /**
     * Makes a proxy for an object that the arena's own graph keeps. The proxy is stale as soon as that graph no longer does,
     * and the garbage collector has noticed.
     *
     * @param object not a Ref, borrow, arena or interpreter
     * @return the proxy
     * @param <T> the object's type
     * @throws IllegalArgumentException if the object is one of the library's handles
     */
    public final <T> Ref<T> expose(T object) {
        check();
        ObjectStore store = arena.store();
        int slot = store.addWeak(ownable(object));
        return new Ref<>(arena, slot, store.generation(slot));
    }

    /**
     * Takes an object out of the arena: its Ref is stale from now on.
     *
     * @param ref of an object in this arena
     * @return the object, which belongs to the caller
     * @param <T> the object's type
     * @throws org.arenas.error.StaleReferenceException if the object was freed or collected before
     */
    public final <T> T free(Ref<T> ref) {
        T object = get(ref);
        arena.store().free(ref.slot, ref.generation);
        return object;
    }

    private static Object ownable(Object object) {
        Objects.requireNonNull(object, "object");
        if (object instanceof Ref
                || object instanceof Borrow
                || object instanceof Borrowed
                || object instanceof Arena
                || object instanceof Interpreter) {
            throw new IllegalArgumentException("a handle is no object of an arena: type="
                    + object.getClass().getSimpleName() + "; own the object itself, and keep handles in its fields");
        }
        return object;
    }

    final void check() {
        if (!open || !execution.isRunning(run)) {
            throw kind == Kind.HOME
                    ? Misuse.ofHome(arena, open, execution, run, opened)
                    : Misuse.ofBorrow(arena, open, execution, run, opened, closed);
        }
    }

    /** For what opens and closes it from outside: a group, or a home that is given up and taken again. */
    final void setOpen(boolean open) {
        this.open = open;
        if (Diagnostics.KEEP_ALL && !open) {
            closed = Site.here(arena + " released by " + execution.describe());
        }
    }

    @Override
    public final void close() {
        if (!open) {
            return;
        }
        check();
        if (kind == Kind.HOME) {
            throw Misuse.closeOfHome(arena, execution);
        }
        setOpen(false);
        if (kind == Kind.OWN) {
            execution.closed();
            arena.lock().release(Ready.DISPATCH);
        }
    }

    @Override
    public final String toString() {
        return (kind == Kind.HOME ? "Home(" : "ExclusiveBorrow(") + arena + (open ? ")" : ", closed)");
    }
}
