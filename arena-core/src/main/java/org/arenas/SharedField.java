package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One variable that everybody may read and write without a borrow, and that holds {@linkplain Shareable shareable} values
 * only.
 *
 * <pre>{@code
 * SharedField<Integer> visits = new SharedField<>(0);
 * visits.update(n -> n + 1);
 * }</pre>
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread; each is one atomic step. The field itself is
 * shareable.
 * <p><b>Memory consistency.</b> Actions before a value is put in happen-before actions after it was read.
 *
 * @param <T> the value's type
 */
public final class SharedField<T extends @Nullable Object> {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(SharedField.class, "value", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile T value;

    /**
     * A field.
     *
     * @param value what is in it at first
     * @throws org.arenas.error.NotShareableException if the value is not shareable
     */
    public SharedField(T value) {
        this.value = shareable(value);
    }

    private static <T extends @Nullable Object> T shareable(T value) {
        return Crossing.into(value, "a SharedField");
    }

    /** {@return what is in it} */
    public T get() {
        return value;
    }

    /**
     * Puts in a value.
     *
     * @param newValue the value
     * @throws org.arenas.error.NotShareableException if it is not shareable; nothing has changed then
     */
    public void set(T newValue) {
        value = shareable(newValue);
    }

    /**
     * Puts in a value if another one is in it. They are compared by {@code equals}: values that never change have no
     * identity to speak of.
     *
     * @param expected what has to be in it
     * @param newValue the value
     * @return whether it was put in
     * @throws org.arenas.error.NotShareableException if the new value is not shareable; nothing has changed then
     */
    public boolean compareAndSet(T expected, T newValue) {
        T next = shareable(newValue);
        for (; ; ) {
            T present = value;
            if (!Objects.equals(present, expected)) {
                return false;
            }
            if (VALUE.compareAndSet(this, present, next)) {
                return true;
            }
        }
    }

    /**
     * Replaces the value by one that is made of it.
     *
     * @param function may be called several times, as others put values in meanwhile; it should do nothing else
     * @return the new value
     * @throws org.arenas.error.NotShareableException if the new value is not shareable; nothing has changed then
     */
    public T update(UnaryOperator<T> function) {
        for (; ; ) {
            T present = value;
            T next = shareable(function.apply(present));
            if (VALUE.compareAndSet(this, present, next)) {
                return next;
            }
        }
    }

    @Override
    public String toString() {
        return "SharedField(" + value + ")";
    }
}
