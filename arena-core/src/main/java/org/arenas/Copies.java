package org.arenas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deep copies of values, for one arena to keep what another goes on changing.
 *
 * <p>A copy has the form of the original: what is referred to twice there is referred to twice here, and a cycle is a cycle.
 * What is {@linkplain Shareable shareable} is not copied but referred to. Records, arrays, the JDK's usual collections and
 * maps, and what changes in the JDK ({@code StringBuilder}, {@code Date}, {@code BitSet}, the atomics) are copied as they
 * are. For objects of your own classes there have to be {@linkplain #register copiers}.
 *
 * <pre>{@code
 * Map<String, List<String>> copy;
 * try (SharedBorrow b = orders.borrowShared()) {
 *     copy = Copies.deep(b.get(linesByOrder));
 * }
 * }</pre>
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread. Who copies must be allowed to read the original, that
 * is, hold its arena.
 */
public final class Copies {
    private Copies() {}

    /**
     * {@return a deep copy; the value itself if it is shareable}
     *
     * @param value what to copy; must not be changed meanwhile
     * @param <T> its type
     * @throws org.arenas.error.NotCopyableException naming the first part that cannot be copied
     */
    public static <T extends @Nullable Object> T deep(T value) {
        return new Copying().copyOf(value);
    }

    /**
     * Says how objects of a class are copied. Replaces what was said before.
     *
     * @param type exactly this class; not those that extend it
     * @param copier copies them
     * @param <T> the class
     * @throws IllegalArgumentException if there can be no instances of exactly this class
     */
    public static <T> void register(Class<T> type, Copier<? super T> copier) {
        Objects.requireNonNull(copier, "copier");
        if (type.isInterface() || type.isPrimitive() || type.isArray()) {
            throw new IllegalArgumentException(
                    "type cannot have a copier: type=" + type.getTypeName() + "; name the class of the instances");
        }
        Copiers.register(type, copier);
    }
}
