package org.arenas.offheap;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.arenas.error.NotMappableException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** What components read as where they are not stored. */
final class AbsentValues {
    private AbsentValues() {}

    /**
     * Sees to it that an annotation can be used, before there is a need for it.
     *
     * @throws NotMappableException if it cannot
     */
    static void verify(MappedRecord.Part part) {
        IfAbsent annotation = part.component().getAnnotation(IfAbsent.class);
        if (annotation != null) {
            parsed(part, annotation.value());
        }
    }

    /** {@return the value; an array must not be handed out, but an equal one} */
    static @Nullable Object of(MappedRecord.Part part) {
        RecordComponent component = part.component();
        IfAbsent annotation = component.getAnnotation(IfAbsent.class);
        if (annotation != null) {
            return parsed(part, annotation.value());
        }
        FieldType stored = part.stored();
        if (stored instanceof FieldType.OfPrimitive primitive) {
            return primitive.primitive().zero();
        }
        if (stored instanceof FieldType.OfArray array) {
            return Array.newInstance(array.element().type, array.length());
        }
        if (stored instanceof FieldType.OfEnum) {
            return part.type().getEnumConstants()[0];
        }
        if (stored instanceof FieldType.OfString) {
            return "";
        }
        return part.nested() == null ? null : record(part.nested());
    }

    private static Object record(MappedRecord mapped) {
        List<@Nullable Object> values = new ArrayList<>();
        for (MappedRecord.Part part : mapped.parts()) {
            values.add(of(part));
        }
        try {
            return mapped.access().constructor().invokeWithArguments(values);
        } catch (Throwable e) {
            NotMappableException refused = Violations.notMappable(
                    mapped.path(),
                    mapped.type().getTypeName(),
                    "its constructor throws for what stands for absent values");
            refused.initCause(e);
            throw refused;
        }
    }

    private static Object parsed(MappedRecord.Part part, String text) {
        Object value = null;
        try {
            value = parse(part, text);
        } catch (IllegalArgumentException e) {
            // No number, or no constant: told below.
        }
        if (value == null) {
            throw Violations.notMappable(
                    part.path(),
                    part.type().getTypeName(),
                    "has an @IfAbsent(\"" + text + "\") that is no value of its type");
        }
        return value;
    }

    private static @Nullable Object parse(MappedRecord.Part part, String text) {
        FieldType stored = part.stored();
        if (stored instanceof FieldType.OfPrimitive primitive) {
            return parse(primitive.primitive(), text);
        }
        if (stored instanceof FieldType.OfString string) {
            int length = Utf8.length(text);
            return length == Utf8.NONE || length > string.limit() ? null : text;
        }
        if (stored instanceof FieldType.OfEnum) {
            for (Object constant : part.type().getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
        }
        return null;
    }

    private static @Nullable Object parse(Primitive primitive, String text) {
        return switch (primitive) {
            case BOOLEAN -> List.of("true", "false").contains(text) ? Boolean.valueOf(text) : null;
            case CHAR -> text.length() == 1 ? text.charAt(0) : null;
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
        };
    }
}
