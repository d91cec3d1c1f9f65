package org.arenas.offheap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds a record class to what is stored of it. */
final class Binder {
    /*
     * A codec of a record is put together of those of its components:
     *
     *   read(buffer, index)          = new R(read0(buffer, index + offset0), read1(buffer, index + offset1), …)
     *   check(value)                 = check0(value.component0); check1(value.component1); …
     *   write(buffer, index, value)  = write0(buffer, index + offset0, value.component0); …
     *
     * A nested record's codec is one like any other. All checks come before all writes, so that a value that is refused
     * leaves the bytes as they were.
     *
     * If a codec is a constant for the JIT, it inlines the whole tree down to the loads and stores, and the record that is
     * read need not be made at all if it does not outlive its use. That is so if the layout is in a static final field,
     * because HotSpot takes the fields of records for constants, as it does not those of other classes (ciField.cpp,
     * trust_final_non_static_fields).
     */
    private final List<MethodHandle> readers = new ArrayList<>();
    private final List<MethodHandle> writers = new ArrayList<>();
    private final List<MethodHandle> checkers = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    private Binder() {}

    /** A record's codec, and the places of its components. */
    record Bound(Codec codec, List<Place> places) {}

    /**
     * {@return the codec}
     *
     * @param stored what is stored, from which the class differs only in what was added at the end
     * @param base where the record lies in the outermost one
     */
    static Bound bind(MappedRecord mapped, RecordSchema stored, int base) {
        Binder binder = new Binder();
        for (int i = 0; i < mapped.parts().size(); i++) {
            MappedRecord.Part part = mapped.parts().get(i);
            MethodHandle getter = mapped.access().getters().get(i);
            if (i < stored.fields().size()) {
                binder.add(part, stored.fields().get(i), base, getter);
            } else {
                binder.add(absent(part, AbsentValues.of(part)), 0, getter);
            }
        }
        Codec codec = new Codec(
                Handles.build(mapped.access().constructor(), binder.readers),
                Handles.inOrder(binder.writers),
                binder.checkers.isEmpty() ? null : Handles.inOrder(binder.checkers));
        return new Bound(codec, List.copyOf(binder.places));
    }

    private void add(MappedRecord.Part part, RecordSchema.Field field, int base, MethodHandle getter) {
        int offset = base + field.offset();
        Bound bound = part.nested() != null && field.type() instanceof FieldType.OfRecord nested
                ? bindNested(part.nested(), nested.schema(), offset)
                : new Bound(codec(part, field.type()), List.of());
        add(new Place(part, offset, bound.codec(), bound.places(), null), field.offset(), getter);
    }

    private void add(Place place, int offset, MethodHandle getter) {
        Codec codec = place.codec();
        readers.add(Handles.shifted(codec.reader(), offset));
        writers.add(MethodHandles.filterArguments(Handles.shifted(codec.writer(), offset), 2, getter));
        if (codec.checker() != null) {
            checkers.add(MethodHandles.filterArguments(codec.checker(), 0, getter));
        }
        places.add(place);
    }

    private static Place absent(MappedRecord.Part part, @Nullable Object value) {
        List<Place> parts = new ArrayList<>();
        MappedRecord nested = part.nested();
        if (nested != null) {
            for (int i = 0; i < nested.parts().size(); i++) {
                parts.add(absent(
                        nested.parts().get(i),
                        component(nested.access().getters().get(i), value)));
            }
        }
        Codec codec = Handles.absent(part.path(), part.type(), value);
        return new Place(part, Place.ABSENT, codec, List.copyOf(parts), value);
    }

    private static @Nullable Object component(MethodHandle getter, @Nullable Object value) {
        try {
            return getter.invoke(value);
        } catch (Throwable e) {
            throw BoundLayout.<RuntimeException>asItIs(e);
        }
    }

    private static Bound bindNested(MappedRecord mapped, RecordSchema stored, int base) {
        Bound bound = bind(mapped, stored, base);
        Codec codec = bound.codec();
        MethodHandle refuser = Handles.nullRefuser(mapped.path(), mapped.type());
        MethodHandle checker = codec.checker();
        return new Bound(
                new Codec(
                        codec.reader(),
                        codec.writer(),
                        checker == null ? refuser : Handles.inOrder(List.of(refuser, checker))),
                bound.places());
    }

    private static Codec codec(MappedRecord.Part part, FieldType stored) {
        Class<?> type = part.type();
        if (stored instanceof FieldType.OfPrimitive) {
            return Handles.primitive(type);
        }
        if (stored instanceof FieldType.OfArray array) {
            return Handles.array(part.path(), type, array.length());
        }
        if (stored instanceof FieldType.OfString string) {
            return bound(new StringCodec(part.path(), string.limit()), String.class);
        }
        if (stored instanceof FieldType.OfEnum constants) {
            List<Enum<?>> all = List.of((Enum<?>[]) type.getEnumConstants());
            int known = constants.constants().size();
            return Handles.cast(bound(new EnumCodec(part.path(), all, known, constants.size()), Enum.class), type);
        }
        return new Codec(
                Handles.findStatic(HandleCodec.class, "read", Handles.readerType(Handle.class)),
                Handles.findStatic(HandleCodec.class, "write", Handles.writerType(Handle.class)),
                null);
    }

    /** A codec of the methods of an object. */
    private static Codec bound(Object codec, Class<?> type) {
        return new Codec(
                Handles.bind(codec, "read", Handles.readerType(type)),
                Handles.bind(codec, "write", Handles.writerType(type)),
                Handles.bind(codec, "check", Handles.checkerType(type)));
    }
}
