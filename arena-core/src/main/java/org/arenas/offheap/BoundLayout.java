package org.arenas.offheap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The one kind of layout. A record itself, for the JIT: see {@link Binder}.
 *
 * @param mapped the record class, and what it would store
 * @param description what is stored
 * @param size bytes of what is stored
 * @param typeId tells blocks with records of different layouts apart; negative
 * @param codec of the whole, for values of type Record
 */
record BoundLayout<R extends Record>(
        Class<R> type,
        MappedRecord mapped,
        LayoutDescription description,
        int size,
        int typeId,
        Codec codec,
        List<Place> places)
        implements RecordLayout<R> {

    static <R extends Record> BoundLayout<R> of(Class<R> type, MethodHandles.@Nullable Lookup lookup) {
        MappedRecord mapped = RecordMapper.map(type, lookup);
        return of(type, mapped, LayoutDescription.of(mapped.schema()));
    }

    private static <R extends Record> BoundLayout<R> of(Class<R> type, MappedRecord mapped, LayoutDescription stored) {
        Binder.Bound bound = Binder.bind(mapped, stored.schema(), 0);
        return new BoundLayout<>(
                type,
                mapped,
                stored,
                stored.size(),
                typeId(stored.schemaHash()),
                Handles.cast(bound.codec(), Record.class),
                bound.places());
    }

    /** {@return the layout as the kind that there is} */
    static <R extends Record> BoundLayout<R> of(RecordLayout<R> layout) {
        return (BoundLayout<R>) layout;
    }

    static int typeId(long hash) {
        return Long.hashCode(hash) | Integer.MIN_VALUE;
    }

    /**
     * {@return the record that is stored at an index}
     *
     * @throws org.arenas.error.CorruptRecordException if the bytes are no value of their component
     * @throws IndexOutOfBoundsException if the buffer has no room for a record there, whatever Agrona checks
     */
    @SuppressWarnings("unchecked") // The reader makes instances of the class.
    R read(UnsafeBuffer buffer, int index) {
        Objects.checkFromIndexSize(index, size, buffer.capacity());
        try {
            return (R) (Record) codec.reader().invokeExact(buffer, index);
        } catch (Throwable e) {
            throw BoundLayout.<RuntimeException>asItIs(e);
        }
    }

    /**
     * Stores a record at an index. If it throws, nothing has changed.
     *
     * @throws org.arenas.error.NotStorableException if a component has a value that cannot be stored
     * @throws IndexOutOfBoundsException if the buffer has no room for a record there, whatever Agrona checks
     */
    void write(UnsafeBuffer buffer, int index, R value) {
        Objects.requireNonNull(value, "value");
        Objects.checkFromIndexSize(index, size, buffer.capacity());
        MethodHandle checker = codec.checker();
        try {
            if (checker != null) {
                checker.invokeExact((Record) value);
            }
            codec.writer().invokeExact(buffer, index, (Record) value);
        } catch (Throwable e) {
            throw BoundLayout.<RuntimeException>asItIs(e);
        }
    }

    /** What a constructor or an accessor of the user throws comes out as it is. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Override
    public RecordLayout<R> reading(LayoutDescription stored) {
        if (stored.equals(description)) {
            return this;
        }
        List<String> differences = SchemaDiff.of(stored.schema(), mapped.schema());
        if (!differences.isEmpty()) {
            throw Violations.layoutMismatch(type.getName(), differences);
        }
        return of(type, mapped, stored);
    }

    @Override
    public BooleanField<R> booleanField(String path) {
        return new Fields.OfBoolean<>(this, path, place(path, boolean.class));
    }

    @Override
    public ByteField<R> byteField(String path) {
        return new Fields.OfByte<>(this, path, place(path, byte.class));
    }

    @Override
    public ShortField<R> shortField(String path) {
        return new Fields.OfShort<>(this, path, place(path, short.class));
    }

    @Override
    public CharField<R> charField(String path) {
        return new Fields.OfChar<>(this, path, place(path, char.class));
    }

    @Override
    public IntField<R> intField(String path) {
        return new Fields.OfInt<>(this, path, place(path, int.class));
    }

    @Override
    public LongField<R> longField(String path) {
        return new Fields.OfLong<>(this, path, place(path, long.class));
    }

    @Override
    public FloatField<R> floatField(String path) {
        return new Fields.OfFloat<>(this, path, place(path, float.class));
    }

    @Override
    public DoubleField<R> doubleField(String path) {
        return new Fields.OfDouble<>(this, path, place(path, double.class));
    }

    @Override
    public <V> ValueField<R, V> field(String path, Class<V> type) {
        if (type.isPrimitive() || type == Handle.class) {
            throw new IllegalArgumentException(
                    "field is of a kind of its own: record=" + this.type.getName() + ", path=" + path + ", type="
                            + type.getName() + "; use intField(...) and the like, or handleField(...)");
        }
        return value(path, place(path, type));
    }

    @Override
    public <V> ValueField<R, Handle<V>> handleField(String path, Class<V> target) {
        Place place = place(path, Handle.class);
        if (place.part().target() != target) {
            throw noComponent(path, "Handle<" + target.getTypeName() + ">");
        }
        return value(path, place);
    }

    /** The component of this version that a field of another version means. */
    <V> ValueField<R, V> like(ValueField<R, V> field) {
        return value(
                field.path(),
                place(field.path(), ((Fields.OfValue<R, V>) field).place().type()));
    }

    private <V> ValueField<R, V> value(String path, Place place) {
        return new Fields.OfValue<>(this, path, place, Handles.cast(place.codec(), Object.class));
    }

    private Place place(String path, Class<?> type) {
        List<Place> among = places;
        Place found = null;
        for (String name : path.split("\\.", -1)) {
            found = among.stream()
                    .filter(place -> place.name().equals(name))
                    .findFirst()
                    .orElse(null);
            among = found == null ? List.of() : found.parts();
        }
        if (found == null || found.type() != type) {
            throw noComponent(path, type.getTypeName());
        }
        return found;
    }

    private IllegalArgumentException noComponent(String path, String wanted) {
        return new IllegalArgumentException("record has no such component: record=" + type.getName() + ", path=" + path
                + ", type=" + wanted + ", components="
                + places.stream()
                        .map(place -> place.type().getTypeName() + " " + place.name())
                        .toList()
                + "; give the name and the type of one of them");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoundLayout<?> layout && layout.type == type && layout.description.equals(description);
    }

    @Override
    public int hashCode() {
        return typeId;
    }

    @Override
    public String toString() {
        return description.toString();
    }
}
