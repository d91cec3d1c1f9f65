package org.arenas;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * The shape of each class, found out once.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread. The answers are kept with the classes, so that they
 * keep no class from being unloaded, and to look one up takes no lock.
 */
final class Shapes {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return analyse(type);
        }
    };

    private static final ClassValue<AtomicBoolean> REGISTERED = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    private Shapes() {}

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Instances of exactly this class may cross from now on. */
    static void register(Class<?> type) {
        REGISTERED.get(type).set(true);
        // What was found out about records of such components stays right: it says that they have to be looked at.
        SHAPES.remove(type);
    }

    private static Shape analyse(Class<?> type) {
        if (isImmutable(type)) {
            return Shape.Leaf.ALWAYS;
        }
        if (type.isArray()) {
            return ArrayShape.INSTANCE;
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type == Optional.class) {
            return optional();
        }
        if (type == Map.entry(1, 1).getClass()) {
            return new Shape.Holder(
                    value -> new Object[] {((Map.Entry<?, ?>) value).getKey(), ((Map.Entry<?, ?>) value).getValue()},
                    (value, parts) -> Map.entry(parts[0], parts[1]));
        }
        if (Map.class.isAssignableFrom(type)) {
            return KnownTypes.isImmutableMap(type)
                    ? new MapShape(Shape.Sharing.PARTS, "")
                    : new MapShape(Shape.Sharing.NEVER, whyNoCollection(type, "Map.copyOf"));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return KnownTypes.isImmutableCollection(type)
                    ? new CollectionShape(Shape.Sharing.PARTS, "")
                    : new CollectionShape(
                            Shape.Sharing.NEVER,
                            whyNoCollection(type, Set.class.isAssignableFrom(type) ? "Set.copyOf" : "List.copyOf"));
        }
        return Shape.Leaf.never(why(type));
    }

    private static boolean isImmutable(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return REGISTERED.get(type).get()
                || KnownTypes.isImmutable(type)
                || type.isEnum()
                // A constant with a body of its own.
                || (parent != null && parent.isEnum());
    }

    private static Shape record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        int[] open = IntStream.range(0, components.length)
                .filter(i -> !isAlways(components[i].getType(), new HashSet<>()))
                .toArray();
        return open.length == 0 ? Shape.Leaf.ALWAYS : RecordShape.of(type, open);
    }

    /**
     * Whether whatever is declared with a type may cross.
     *
     * @param assumed record classes that are being looked at: it may cross if all else in them may
     */
    private static boolean isAlways(Class<?> declared, Set<Class<?>> assumed) {
        if (declared.isPrimitive() || declared.isEnum()) {
            return true;
        }
        if (!Modifier.isFinal(declared.getModifiers()) || declared.isArray()) {
            return false;
        }
        if (declared.isRecord() && !REGISTERED.get(declared).get()) {
            if (assumed.add(declared)) {
                for (RecordComponent component : declared.getRecordComponents()) {
                    if (!isAlways(component.getType(), assumed)) {
                        return false;
                    }
                }
            }
            return true;
        }
        return isImmutable(declared);
    }

    private static Shape optional() {
        return new Shape.Holder(
                value ->
                        ((Optional<?>) value).isPresent() ? new Object[] {((Optional<?>) value).get()} : Shape.NO_PARTS,
                (value, parts) -> Optional.of(parts[0]));
    }

    private static String whyNoCollection(Class<?> type, String copyOf) {
        return KnownTypes.isView(type)
                ? "is a view of something that can be changed behind it (use " + copyOf + ")"
                : "is a collection that can be changed (use " + copyOf + ")";
    }

    private static String why(Class<?> type) {
        if (type.isHidden() || type.getName().contains("$$Lambda")) {
            return "is a lambda and may capture anything";
        }
        if (Borrow.class.isAssignableFrom(type) || type == Borrowed.class) {
            return "is a borrow and ends with its block";
        }
        if (Thread.class.isAssignableFrom(type)) {
            return "is a thread";
        }
        if (CompletionStage.class.isAssignableFrom(type)) {
            return "is a stage that can be completed with anything";
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return "is an exception and can be changed";
        }
        if (type == StringBuilder.class || type == StringBuffer.class) {
            return "can be changed (use a String)";
        }
        if (Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type)) {
            return "can be changed (use java.time)";
        }
        if (type.getPackageName().equals("java.util.concurrent.atomic")) {
            return "can be changed (use a SharedField)";
        }
        return "is of a class that is not known to be immutable (records and enums are)";
    }
}
