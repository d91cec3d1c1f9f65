package org.arenas;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of which every interpreter has its own: a parser, a cipher, a buffer, whatever is not safe for several threads.
 *
 * <p><b>Ownership.</b> The value belongs to the interpreter whose task first asked for it. It goes when that interpreter is
 * closed, or uses any local after this object has become unreachable.
 * <p><b>Thread-safety.</b> All methods are called from tasks; one task of an interpreter runs at a time, and all its values
 * are handed from task to task.
 *
 * @param <T> the value's type
 */
public final class InterpreterLocal<T> {
    private final Supplier<? extends T> initial;

    private InterpreterLocal(Supplier<? extends T> initial) {
        this.initial = Objects.requireNonNull(initial, "initial");
    }

    /**
     * {@return a local whose value is made when an interpreter first asks for it}
     *
     * @param initial makes the value; runs in the interpreter's task; must not return null
     * @param <T> the value's type
     */
    public static <T> InterpreterLocal<T> withInitial(Supplier<? extends T> initial) {
        return new InterpreterLocal<>(initial);
    }

    /**
     * {@return the value of the interpreter whose task calls}
     *
     * @throws org.arenas.error.NotHeldException if no interpreter's task runs on this thread
     */
    @SuppressWarnings("unchecked")
    public T get() {
        Interpreter interpreter = Interpreter.running();
        Object value = interpreter.locals().get(this);
        if (value == null) {
            value = Objects.requireNonNull(initial.get(), "initial value");
            interpreter.locals().put(this, value);
        }
        return (T) value;
    }

    /**
     * Forgets the value of the interpreter whose task calls; the next {@link #get()} makes a new one.
     *
     * @return the value, or null if there was none
     * @throws org.arenas.error.NotHeldException if no interpreter's task runs on this thread
     */
    @SuppressWarnings("unchecked")
    public @Nullable T remove() {
        return (T) Interpreter.running().locals().remove(this);
    }
}
