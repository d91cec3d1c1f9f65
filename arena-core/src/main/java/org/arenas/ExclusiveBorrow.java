package org.arenas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * Makes a proxy of an id, wherever it comes from: the way back of {@link Ref#id()}. The id does not say of what type the
     * object is; that is up to the caller to know.
     *
     * @param id of an object in this arena
     * @return the proxy, equal to the one that the id was taken from
     * @throws org.arenas.error.ForeignReferenceException if the id is of another arena
     * @throws org.arenas.error.MovedException if the object was moved
     * @throws org.arenas.error.StaleReferenceException if the object was freed or collected, or never was there
     */
    public final Ref<?> resolve(RefId id) {
        check();
        if (id.arena() != arena.id()) {
            throw Misuse.foreign(id, arena.toString());
        }
        Ref<Object> ref = new Ref<>(arena, id.slot(), id.generation());
        if (!arena.store().hasBeen(id.slot(), id.generation())) {
            throw Misuse.stale(ref, "never there");
        }
        Objects.requireNonNull(arena.dereference(ref));
        return ref;
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

    /** Takes every object out of the arena, exposed ones too: all its Refs are stale from now on. */
    public final void freeAll() {
        check();
        arena.store().freeAll();
    }

    /**
     * Takes an object out of the arena, for another arena to {@linkplain #accept accept}. Costs the same for an object of
     * any size: some microseconds to remember where it was moved, unless {@code arenas.diagnostics} is {@code off}. Its Ref
     * throws from now on.
     *
     * @param ref of an object in this arena
     * @return the object on its way; anybody may pass it on
     * @param <T> the object's type
     * @throws org.arenas.error.MovedException if the object was moved before
     * @throws org.arenas.error.StaleReferenceException if the object was freed or collected before
     */
    public final <T> Moved<T> move(Ref<T> ref) {
        return moved(ref, get(ref));
    }

    /**
     * Moves several objects: all of them, or none if one of them is not there.
     *
     * @param refs of objects in this arena, each once
     * @return the objects on their way, in the same order
     * @param <T> the objects' type
     * @throws IllegalArgumentException if a Ref is named twice
     * @throws org.arenas.error.MovedException if one of them was moved before
     * @throws org.arenas.error.StaleReferenceException if one of them was freed or collected before
     */
    public final <T> List<Moved<T>> moveAll(Collection<Ref<T>> refs) {
        Map<Ref<T>, T> objects = new LinkedHashMap<>();
        for (Ref<T> ref : refs) {
            if (objects.put(ref, get(ref)) != null) {
                throw new IllegalArgumentException("object is named twice: ref=" + ref + "; name each once");
            }
        }
        return objects.entrySet().stream()
                .map(entry -> moved(entry.getKey(), entry.getValue()))
                .toList();
    }

    private <T> Moved<T> moved(Ref<T> ref, T object) {
        Move move = new Move(ref, execution);
        Moved<T> moved = new Moved<>(object, move, false);
        arena.store().moved(ref.slot, ref.generation, move);
        return moved;
    }

    /**
     * Gives a moved object to this arena, which keeps it as if it were its {@linkplain #own own}.
     *
     * @param moved an object that nobody has accepted yet
     * @return the new proxy; the one that the object had before stays stale
     * @param <T> the object's type
     * @throws org.arenas.error.MovedException if it was accepted before
     */
    public final <T> Ref<T> accept(Moved<T> moved) {
        check();
        T object = moved.take(arena);
        try {
            return own(object);
        } catch (Throwable e) {
            moved.giveBack(object);
            throw e;
        }
    }

    /**
     * Accepts several objects: all of them, or none if one of them is not to be had.
     *
     * @param moved objects that nobody has accepted yet
     * @return the new proxies, in the same order
     * @param <T> the objects' type
     * @throws org.arenas.error.MovedException if one of them was accepted before
     */
    public final <T> List<Ref<T>> acceptAll(Collection<Moved<T>> moved) {
        check();
        List<Moved<T>> taken = new ArrayList<>(moved.size());
        List<T> objects = new ArrayList<>(moved.size());
        try {
            for (Moved<T> next : moved) {
                objects.add(next.take(arena));
                taken.add(next);
            }
        } catch (Throwable e) {
            for (int i = 0; i < taken.size(); i++) {
                taken.get(i).giveBack(objects.get(i));
            }
            throw e;
        }
        return objects.stream().map(this::own).toList();
    }

    private static Object ownable(Object object) {
        Objects.requireNonNull(object, "object");
        if (object instanceof Ref
                || object instanceof Borrow
                || object instanceof Borrowed
                || object instanceof Arena
                || object instanceof Interpreter
                || object instanceof Moved) {
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
