package org.arenas;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A proxy for an object in an arena. It can go anywhere and be kept as long as one likes; the object is reached through a
 * borrow of its arena only.
 *
 * <p><b>Ownership.</b> A Ref keeps nothing alive. When its object is freed, or its arena closed, it is stale for ever: it
 * throws, and never names another object.
 * <p><b>Thread-safety.</b> Immutable. Two Refs are equal if they name the same object by the same {@code own} or {@code
 * expose}.
 *
 * @param <T> the object's type
 */
public final class Ref<T> {
    final Arena arena;
    final int slot;
    final long generation;

    Ref(Arena arena, int slot, long generation) {
        this.arena = arena;
        this.slot = slot;
        this.generation = generation;
    }

    /** {@return the arena that owns the object} */
    public Arena arena() {
        return arena;
    }

    /** {@return what this proxy names, as numbers} See {@link ExclusiveBorrow#resolve}. */
    public RefId id() {
        return new RefId(arena.id(), slot, generation);
    }

    /**
     * Borrows the arena exclusively for this one object. Waits like {@link Arena#borrow()}, and throws what it throws.
     *
     * @return to be closed by try-with-resources on the same thread
     */
    public Borrowed<T> borrow() {
        return new Borrowed<>(arena.borrow(), this);
    }

    /**
     * Borrows the arena shared for this one object. Waits like {@link Arena#borrowShared()}, and throws what it throws.
     *
     * @return to be closed by try-with-resources on the same thread
     */
    public Borrowed<T> borrowShared() {
        return new Borrowed<>(arena.borrowShared(), this);
    }

    /**
     * Runs a function on the object under a shared borrow.
     *
     * @param function must not change the object
     * @return what the function returns
     * @param <R> the type of the result
     * @throws org.arenas.error.NotShareableException if the result may not leave the arena; see {@link Shareable}
     */
    public <R extends @Nullable Object> R read(Function<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        try (SharedBorrow borrow = arena.borrowShared()) {
            return Crossing.result(function.apply(borrow.get(this)), this, function);
        }
    }

    /**
     * Schedules a behaviour on the object's arena: {@code Arenas.when(write(ref.arena())).call(b -> function(b.get(ref)))}.
     * Never blocks.
     *
     * @param function runs once the arena is held, in the order of scheduling
     * @return completes with the function's result after the arena was released; exceptionally with what it threw, with
     *     {@link org.arenas.error.StaleReferenceException} if the object is gone by then, with {@link
     *     org.arenas.error.ArenaClosedException} if the arena is, or with {@link
     *     org.arenas.error.NotShareableException} if the result may not leave the arena
     * @param <R> the type of the result
     */
    public <R extends @Nullable Object> CompletionStage<R> send(Function<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return Behaviour.schedule(
                new Access[] {Access.write(arena)}, borrow -> function.apply(borrow.get(this)), function);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ref<?> ref && ref.arena == arena && ref.slot == slot && ref.generation == generation;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(arena.id() * 31 + generation) * 31 + slot;
    }

    @Override
    public String toString() {
        return arena + "/" + slot + "@" + generation;
    }
}
