package org.arenas;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.arenas.error.NotFreezableException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** One freeze: builds the immutable copy from its innermost parts outwards. */
final class Freezing extends GraphWalk {
    /** Stands for what has been entered and not left: to meet it again is a cycle. */
    private static final Object OPEN = new Object();

    private final IdentityHashMap<Object, Object> frozen = new IdentityHashMap<>();

    private Freezing() {}

    @SuppressWarnings("unchecked")
    static <T> T freeze(T value) {
        Freezing freezing = new Freezing();
        freezing.walk(value, null);
        return (T) freezing.frozen.getOrDefault(value, value);
    }

    @Override
    @Nullable
    Frame enter(Object value, @Nullable Frame parent) {
        Shape shape = Shapes.of(value.getClass());
        if (shape.sharing == Shape.Sharing.ALWAYS) {
            return null;
        }
        Object known = frozen.get(value);
        if (known == OPEN) {
            throw refused(parent, value, "refers back to itself and what cannot be changed never does");
        }
        if (known != null) {
            return null;
        }
        String why = whyNot(value, shape);
        if (why != null) {
            throw refused(parent, value, why);
        }
        frozen.put(value, OPEN);
        return new Frame(parent, value, shape, shape.parts(value));
    }

    /** Why a value cannot be frozen whatever its parts are, or null. */
    private static @Nullable String whyNot(Object value, Shape shape) {
        if (shape.sharing == Shape.Sharing.PARTS) {
            return null;
        }
        if ((value instanceof SortedSet<?> set && set.comparator() != null)
                || (value instanceof SortedMap<?, ?> map && map.comparator() != null)
                || value instanceof IdentityHashMap) {
            return "compares by other means than equals (copy it into a LinkedHashSet or LinkedHashMap)";
        }
        if (value instanceof List || value instanceof Set || value instanceof Map) {
            return null;
        }
        return shape instanceof CollectionShape ? "is a collection but no list or set" : shape.why();
    }

    @Override
    void exit(Frame frame) {
        @Nullable Object[] parts = new Object[frame.parts.length];
        boolean changed = false;
        for (int i = 0; i < parts.length; i++) {
            Object part = frame.parts[i];
            parts[i] = part == null ? null : frozen.getOrDefault(part, part);
            changed |= parts[i] != part;
        }
        frozen.put(frame.value, isImmutable(frame) && !changed ? frame.value : build(frame, parts));
    }

    private static boolean isImmutable(Frame frame) {
        return frame.shape.sharing == Shape.Sharing.PARTS;
    }

    private static Object build(Frame frame, @Nullable Object[] parts) {
        if (frame.value instanceof List) {
            return new FrozenList<>(parts);
        }
        if (frame.value instanceof Set) {
            return new FrozenSet<>(parts);
        }
        if (frame.value instanceof Map) {
            return new FrozenMap<>(parts);
        }
        return rebuild(frame, parts);
    }

    private static Object rebuild(Frame frame, @Nullable Object[] parts) {
        if (frame.shape instanceof RecordShape shape) {
            checkTypes(frame, shape, parts);
        }
        Object copy;
        try {
            copy = frame.shape.rebuild(frame.value, parts);
        } catch (Throwable e) {
            NotFreezableException refused = refused(frame, "its constructor threw " + e);
            refused.initCause(e);
            throw refused;
        }
        @Nullable Object[] now = frame.shape.parts(copy);
        for (int i = 0; i < now.length; i++) {
            if (now[i] != parts[i] && !ShareableCheck.isShareable(now[i])) {
                throw refused(frame, "its constructor puts in something that can be changed");
            }
        }
        return copy;
    }

    private static void checkTypes(Frame frame, RecordShape shape, @Nullable Object[] parts) {
        for (int i = 0; i < parts.length; i++) {
            Object before = frame.parts[i];
            Class<?> declared = shape.partType(i);
            if (before != null && !declared.isInstance(parts[i])) {
                throw Violations.notFreezable(
                        frame.path() + shape.label(frame.value, parts, i),
                        before.getClass().getName(),
                        "is declared as " + declared.getSimpleName()
                                + " which its frozen form is not (declare it as List or Set or Map)");
            }
        }
    }

    private static NotFreezableException refused(Frame frame, String why) {
        return Violations.notFreezable(frame.path(), frame.value.getClass().getName(), why);
    }

    private static NotFreezableException refused(@Nullable Frame parent, Object value, String why) {
        return Violations.notFreezable(
                Frame.path(parent, value), value.getClass().getName(), why);
    }
}
