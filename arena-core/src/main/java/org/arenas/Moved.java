package org.arenas;

import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way from one arena to another: what {@link ExclusiveBorrow#move} returns and {@link
 * ExclusiveBorrow#accept} takes. Nothing is copied, whatever the object's size.
 *
 * <pre>{@code
 * Ref<List<String>> inbox = clerk.call(home -> home.own(new ArrayList<>(List.of("a letter"))));
 * Moved<List<String>> moved = clerk.call(home -> home.move(inbox));
 * try (ExclusiveBorrow b = bank.borrow()) {
 *     Ref<List<String>> here = b.accept(moved);
 *     b.get(here).add("another");
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> The object belongs to nobody until it is accepted, and nobody can reach it: not by the Ref it had,
 * which throws {@link org.arenas.error.MovedException}, and not by this. What moves is the object and all it refers to; the
 * mover sees to it that nothing that stays behind refers to any of that, and that there is no second Ref to it. One that
 * nobody accepts is {@linkplain #onUnaccepted reported}.
 * <p><b>Thread-safety.</b> May be passed on like a Ref, to any thread. If several accept it, one gets it.
 * <p><b>Memory consistency.</b> Actions before the move happen-before actions after the object was accepted.
 *
 * @param <T> the object's type
 */
public final class Moved<T> {
    private final Cargo cargo;

    /**
     * A handle.
     *
     * @param reported whether the loss of an earlier one was reported already
     */
    Moved(T object, Move move, boolean reported) {
        this.cargo = new Cargo(this, object, move, reported);
    }

    /**
     * {@return whether somebody has accepted the object} Another thread may do so a moment later.
     */
    public boolean isAccepted() {
        return cargo.isTaken();
    }

    /**
     * Says what happens to a moved object if its last {@code Moved} is lost, so that nobody can accept it any more. By
     * default a warning in the log says what was moved by whom and where. The handler replaces that for the whole JVM; it
     * gets a new {@code Moved}, through which the object can still be accepted, for example to close what it holds. If that
     * one is lost as well, it is not reported again.
     *
     * @param handler runs on a thread of the library, some time after the loss was found by the garbage collector; null to
     *     log again
     */
    public static void onUnaccepted(@Nullable Consumer<? super Moved<?>> handler) {
        Cargo.setHandler(handler);
    }

    /** The object, which belongs to the caller from now on. */
    @SuppressWarnings("unchecked")
    T take(Arena to) {
        try {
            return (T) cargo.take(to);
        } finally {
            // Until here nobody may take this for lost.
            Reference.reachabilityFence(this);
        }
    }

    /** Undoes {@link #take}. */
    void giveBack(T object) {
        try {
            cargo.giveBack(object);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String toString() {
        return "Moved(" + cargo + ")";
    }
}
