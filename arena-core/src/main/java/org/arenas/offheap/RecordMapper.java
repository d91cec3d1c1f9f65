package org.arenas.offheap;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.arenas.error.NotMappableException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** Finds out whether and how a record class can be kept in bytes. */
final class RecordMapper {
    private final MethodHandles.@Nullable Lookup lookup;
    /** The records around the one that is looked at, the outermost last. */
    private final Deque<Class<?>> around = new ArrayDeque<>();

    private RecordMapper(MethodHandles.@Nullable Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * {@return what there is to know}
     *
     * @param lookup to reach what the library cannot reach, or null
     * @throws NotMappableException if it cannot be kept in bytes
     */
    static MappedRecord map(Class<?> type, MethodHandles.@Nullable Lookup lookup) {
        String name = type.getSimpleName();
        String root = name.isEmpty() ? "record" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
        MappedRecord mapped = new RecordMapper(lookup).map(type, root);
        if (SchemaWriter.write(mapped.schema()).length > SchemaWriter.LONGEST) {
            throw notMappable(root, type, "its description takes more than " + SchemaWriter.LONGEST + " bytes");
        }
        return mapped;
    }

    private static NotMappableException notMappable(String path, Type type, String why) {
        return Violations.notMappable(path, type.getTypeName(), why);
    }

    private MappedRecord map(Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw notMappable(path, type, "is no record class");
        }
        if (components.length == 0) {
            throw notMappable(path, type, "has no components");
        }
        if (around.contains(type)) {
            throw notMappable(path, type, "is a part of itself (a Handle leads to another one)");
        }
        if (around.size() == RecordSchema.DEEPEST) {
            throw notMappable(path, type, "records are nested more than " + RecordSchema.DEEPEST + " deep");
        }
        RecordAccess access = RecordAccess.of(type, lookup, path);
        around.push(type);
        List<MappedRecord.Part> parts = new ArrayList<>(components.length);
        RecordSchema.Builder places = new RecordSchema.Builder();
        for (RecordComponent component : components) {
            MappedRecord.Part part = part(component, path + "." + component.getName());
            AbsentValues.verify(part);
            parts.add(part);
            if (!places.add(component.getName(), part.stored())) {
                throw notMappable(
                        part.path(),
                        part.type(),
                        "ends beyond the largest record, of " + RecordSchema.LARGEST + " bytes");
            }
        }
        around.pop();
        return new MappedRecord(type, path, places.build(type.getSimpleName()), access, List.copyOf(parts));
    }

    private MappedRecord.Part part(RecordComponent component, String path) {
        Class<?> type = component.getType();
        Primitive element = Primitive.of(type.getComponentType());
        boolean needsLength = type == String.class || element != null;
        Length length = component.getAnnotation(Length.class);
        if (needsLength != (length != null)) {
            throw notMappable(
                    path, type, needsLength ? "has no @Length" : "has a @Length, which is for String and arrays");
        }
        int room = length == null ? 0 : length.value();
        if (length != null && (room < 1 || room > RecordSchema.LARGEST)) {
            throw notMappable(path, type, "has a @Length of " + room);
        }
        if (type.isRecord()) {
            MappedRecord nested = map(type, path);
            return new MappedRecord.Part(path, component, new FieldType.OfRecord(nested.schema()), nested);
        }
        return new MappedRecord.Part(path, component, stored(component, path, element, room), null);
    }

    private static FieldType stored(RecordComponent component, String path, @Nullable Primitive element, int room) {
        Class<?> type = component.getType();
        Primitive primitive = Primitive.of(type);
        if (primitive != null) {
            return new FieldType.OfPrimitive(primitive);
        }
        if (element != null) {
            return new FieldType.OfArray(element, room);
        }
        if (type == String.class) {
            return new FieldType.OfString(room);
        }
        if (type.isEnum()) {
            return constants(type, path);
        }
        if (type == Handle.class) {
            return new FieldType.OfHandle(target(component, path).getSimpleName());
        }
        throw notMappable(path, component.getGenericType(), "has no fixed place in bytes");
    }

    private static FieldType constants(Class<?> type, String path) {
        Object[] constants = type.getEnumConstants();
        if (constants.length == 0) {
            throw notMappable(path, type, "has no constants");
        }
        return new FieldType.OfEnum(
                type.getSimpleName(),
                Arrays.stream(constants).map(each -> ((Enum<?>) each).name()).toList());
    }

    /** {@return the class that a component of type Handle leads to} */
    static Class<?> target(RecordComponent component, String path) {
        if (component.getGenericType() instanceof ParameterizedType handle
                && handle.getActualTypeArguments()[0] instanceof Class<?> target) {
            return target;
        }
        throw notMappable(path, component.getGenericType(), "does not say to what it leads (Handle<Quote> does)");
    }
}
