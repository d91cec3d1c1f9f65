package org.arenas;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value may leave its arena: the one answer that every crossing asks for.
 *
 * <p>Shareable are null, strings, the boxes of primitives, enums, the immutable classes of the JDK (numbers, {@code
 * java.time}, {@code UUID}, {@code URI}, {@code Pattern} and the like), what {@code List.of}, {@code List.copyOf}, {@code
 * Stream.toList} and their siblings return, Optionals and records, the last three if all that is in them is; {@link Ref},
 * {@link Frozen}, {@link Moved}, {@link SharedField} and the library's other handles; and instances of classes that were
 * {@linkplain #register registered}.
 *
 * <p>Not shareable are arrays, collections that can be changed and unmodifiable views of them, lambdas, and instances of
 * all other classes, final fields or not: register those that are immutable.
 *
 * <pre>{@code
 * record Line(String product, int count) {}
 * record Order(String customer, List<Line> lines) {}
 *
 * Shareable.check(new Order("Alice", List.of(new Line("tea", 2))));   // returns it
 * Shareable.check(new Order("Bob", new ArrayList<>()));               // throws: path=order.lines
 * }</pre>
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread that may read the value.
 */
public final class Shareable {
    /**
     * Why a value is not shareable.
     *
     * @param path where the offending part is, for example {@code order.lines[3].product}
     * @param type the name of its class
     * @param why the reason, in words
     */
    public record Problem(String path, String type, String why) {}

    private Shareable() {}

    /**
     * {@return whether the value may cross} Takes one look-up for a value whose class alone says so; else time in proportion
     * to the size of the value.
     *
     * @param value any value
     */
    public static boolean isShareable(@Nullable Object value) {
        return ShareableCheck.isShareable(value);
    }

    /**
     * Throws unless the value may cross, whatever {@code arenas.shareable} says.
     *
     * @param value any value
     * @return the value
     * @param <T> its type
     * @throws org.arenas.error.NotShareableException naming the first part that may not
     */
    public static <T extends @Nullable Object> T check(T value) {
        if (!ShareableCheck.isShareable(value)) {
            throw Crossing.violation(value, "Shareable.check", Crossing.caller());
        }
        return value;
    }

    /**
     * Lets a value pass as every crossing of the library does: if it may not cross, {@code -Darenas.shareable} decides
     * whether that is an exception, a line in the log, or nothing. For crossings of your own, such as a queue.
     *
     * @param value any value
     * @param what is crossed, for messages, for example {@code channel(orders)}
     * @return the value
     * @param <T> its type
     * @throws org.arenas.error.NotShareableException naming the first part that may not cross, unless the mode is another
     */
    public static <T extends @Nullable Object> T cross(T value, Object what) {
        return Crossing.into(value, what);
    }

    /**
     * Tells all that keeps a value from crossing. Looks into what can be changed, too, and so finds what would be left to
     * do once that were replaced by something that cannot.
     *
     * @param value any value; must not be changed meanwhile
     * @return a problem for each object that is not shareable; empty if the value is
     */
    public static List<Problem> explain(@Nullable Object value) {
        return ShareableCheck.problems(value, true);
    }

    /**
     * Declares that instances of a class cannot be changed, nor anything they refer to, or may be used by several threads
     * at a time for other reasons. The library believes it. Cannot be taken back.
     *
     * @param type exactly this class; not those that extend it
     * @throws IllegalArgumentException if there can be no instances of exactly this class, or the library knows better
     */
    public static void register(Class<?> type) {
        Objects.requireNonNull(type, "type");
        if (type.isInterface() || type.isPrimitive() || type.isArray()) {
            throw new IllegalArgumentException(
                    "type cannot be registered: type=" + type.getTypeName() + "; name the class of the instances");
        }
        if (Borrow.class.isAssignableFrom(type) || type == Borrowed.class) {
            throw new IllegalArgumentException("a borrow ends with its block: type=" + type.getTypeName()
                    + "; pass a Ref, and borrow where it is used");
        }
        Shapes.register(type);
    }
}
