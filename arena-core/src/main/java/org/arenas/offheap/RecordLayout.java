package org.arenas.offheap;

import java.lang.invoke.MethodHandles;
import java.util.Objects;

/**
 * How a record class is kept in bytes. Keep a layout in a {@code static final} field: then reading a record compiles to the
 * loads of its components, and makes no object if the record does not outlive its use. Elsewhere it works as well, only slower.
 *
 * <pre>{@code
 * enum Side { BUY, SELL }
 *
 * record Order(long id, Side side, double price, @Length(12) String symbol, Handle<Order> next) {}
 *
 * static final RecordLayout<Order> ORDER = RecordLayout.of(Order.class);
 * static final DoubleField<Order> PRICE = ORDER.doubleField("price");
 * }</pre>
 *
 * <p>Components may be primitive values; constants of enums; Strings and arrays of primitives with a {@link Length}; records
 * of these; and {@link Handle}s, which may be null. A null of any other kind, a String that is too long or has half of a
 * surrogate pair, and an array that is longer or shorter than it should be are refused with a {@link
 * org.arenas.error.NotStorableException} before a byte has changed. Arrays are copied in and out.
 *
 * <p>The components lie in their order, each aligned to its size, and the record in a multiple of 8 bytes, at most 64 KiB;
 * {@link #toString} shows all places, those that are left empty too. Numbers are little-endian on every machine.
 *
 * <p>A record is made by its canonical constructor, and taken apart by its accessors. What they throw comes out as it is. An
 * accessor that does not return what the constructor was given may keep a value from being refused in time.
 *
 * <p><b>Versions.</b> A later version of the class may have more components at the end, and its enums more constants at the
 * end; {@link #reading} makes a layout for what an earlier version stored. Any other change is refused with a {@link
 * org.arenas.error.LayoutMismatchException} that lists the differences.
 *
 * <p><b>Thread-safety.</b> Immutable. Two layouts of a class are equal if they are for the same bytes.
 *
 * @param <R> the record class
 */
public sealed interface RecordLayout<R extends Record> permits BoundLayout {
    /**
     * Finds the layout of a record class.
     *
     * @param <R> the class
     * @param type the class; in a named module, it must be public in an exported package, or its package open to the library
     * @return the layout
     * @throws org.arenas.error.NotMappableException if the class has no layout, with the component and the reason
     */
    static <R extends Record> RecordLayout<R> of(Class<R> type) {
        return BoundLayout.of(type, null);
    }

    /**
     * Finds the layout of a record class that the caller can reach, and the library perhaps not.
     *
     * @param <R> the class
     * @param lookup {@code MethodHandles.lookup()}, from the module of the class
     * @param type the class, which may be private
     * @return the layout
     * @throws org.arenas.error.NotMappableException if the class has no layout, with the component and the reason
     */
    static <R extends Record> RecordLayout<R> of(MethodHandles.Lookup lookup, Class<R> type) {
        return BoundLayout.of(type, Objects.requireNonNull(lookup, "lookup"));
    }

    /** {@return the record class} */
    Class<R> type();

    /** {@return the bytes that a record takes: a multiple of 8} */
    int size();

    /** {@return what is stored, to be kept beside it} */
    LayoutDescription description();

    /**
     * A layout of the same class for what an earlier version of it stored. Components that were added since then read as
     * {@link IfAbsent} says, and can only be written with that value, as nothing else could be read again.
     *
     * @param stored the description that was kept beside it
     * @return the layout; this one if nothing has changed
     * @throws org.arenas.error.LayoutMismatchException if anything else has changed
     */
    RecordLayout<R> reading(LayoutDescription stored);

    /**
     * {@return a component of type boolean}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    BooleanField<R> booleanField(String path);

    /**
     * {@return a component of type byte}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    ByteField<R> byteField(String path);

    /**
     * {@return a component of type short}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    ShortField<R> shortField(String path);

    /**
     * {@return a component of type char}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    CharField<R> charField(String path);

    /**
     * {@return a component of type int}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    IntField<R> intField(String path);

    /**
     * {@return a component of type long}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    LongField<R> longField(String path);

    /**
     * {@return a component of type float}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    FloatField<R> floatField(String path);

    /**
     * {@return a component of type double}
     *
     * @param path its name; for a part of a nested record both names, with a dot between
     * @throws IllegalArgumentException if there is no such component
     */
    DoubleField<R> doubleField(String path);

    /**
     * {@return a component of a type that is not primitive}
     *
     * @param <V> its type
     * @param path its name; for a part of a nested record both names, with a dot between
     * @param type its type
     * @throws IllegalArgumentException if there is no such component
     */
    <V> ValueField<R, V> field(String path, Class<V> type);

    /**
     * {@return a component that leads to another record}
     *
     * @param <V> the class of that record
     * @param path its name; for a part of a nested record both names, with a dot between
     * @param target the class of that record
     * @throws IllegalArgumentException if there is no such component
     */
    <V> ValueField<R, Handle<V>> handleField(String path, Class<V> target);

    /** {@return the places as a table: a line for each component, those of nested records too, and each gap between them} */
    @Override
    String toString();
}
