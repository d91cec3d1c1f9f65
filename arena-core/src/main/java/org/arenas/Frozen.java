package org.arenas;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deeply immutable copy of a value. It can be read anywhere without a borrow, and so can whatever is taken out of it.
 *
 * <pre>{@code
 * record Rates(String day, Map<String, Double> perCurrency) {}
 *
 * Map<String, Double> today = new HashMap<>(Map.of("EUR", 1.0, "USD", 1.1));
 * Frozen<Rates> rates = Frozen.of(new Rates("Monday", today));
 * today.put("EUR", 2.0);                                        // changes nothing in rates
 * double euro = rates.get().perCurrency().get("EUR");           // anywhere, by anybody
 * }</pre>
 *
 * <p><b>What becomes of a value.</b> What is shareable stays as it is. Lists, sets and maps of any class become
 * unmodifiable ones with the same elements in the same order; nulls in them stay. Records are rebuilt by their canonical
 * constructor; a component that is declared as {@code ArrayList}, say, instead of {@code List} cannot be frozen. What is
 * referred to twice is one object in the copy, too. Refused, with the path, are arrays, cycles, sets and maps that compare
 * by anything but {@code equals} or the natural order, and objects of all other classes. The value itself is not changed.
 *
 * <p><b>Thread-safety.</b> Immutable. Whoever freezes must be allowed to read the value, that is, hold its arena.
 *
 * @param <T> the value's type
 */
public final class Frozen<T> {
    private final T value;

    private Frozen(T value) {
        this.value = value;
    }

    /**
     * {@return a frozen copy}
     *
     * @param value a record, a shareable value, or a collection whose type argument is not its class
     * @param <T> the value's type
     * @throws org.arenas.error.NotFreezableException if part of the value has no immutable form
     */
    public static <T> Frozen<T> of(T value) {
        return frozen(Objects.requireNonNull(value, "value"));
    }

    /** Who cannot change a list of something may take it for a list of anything more general. */
    @SuppressWarnings("unchecked")
    private static <T> Frozen<T> frozen(Object value) {
        return new Frozen<>((T) Freezing.freeze(value));
    }

    /**
     * {@return a frozen copy of a list}
     *
     * @param list any list
     * @param <E> the type of its elements
     * @throws org.arenas.error.NotFreezableException if one of them has no immutable form
     */
    public static <E extends @Nullable Object> Frozen<List<E>> of(List<? extends E> list) {
        return frozen(Objects.requireNonNull(list, "list"));
    }

    /**
     * {@return a frozen copy of a set, in the same order}
     *
     * @param set any set
     * @param <E> the type of its elements
     * @throws org.arenas.error.NotFreezableException if one of them has no immutable form
     */
    public static <E extends @Nullable Object> Frozen<Set<E>> of(Set<? extends E> set) {
        return frozen(Objects.requireNonNull(set, "set"));
    }

    /**
     * {@return a frozen copy of a map, in the same order}
     *
     * @param map any map
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @throws org.arenas.error.NotFreezableException if one of them has no immutable form
     */
    public static <K extends @Nullable Object, V extends @Nullable Object> Frozen<Map<K, V>> of(
            Map<? extends K, ? extends V> map) {
        return frozen(Objects.requireNonNull(map, "map"));
    }

    /** {@return the frozen copy; its collections throw {@code UnsupportedOperationException} when they are to be changed} */
    public T get() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frozen<?> frozen && frozen.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Frozen(" + value + ")";
    }
}
