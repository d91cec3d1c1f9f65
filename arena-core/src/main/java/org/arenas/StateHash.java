package org.arenas;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A number for the state of an object and all it refers to: the same for a graph and its copy, and most likely another one
 * after a change.
 */
final class StateHash {
    /*
     * Objects are told apart by their class and contents, never by identity, so a cycle ends where it meets an object that
     * is being looked at. What was seen completely is remembered, unless it led back into such an object: then its number
     * depends on where the walk came from. Beyond a depth nothing is looked at.
     *
     * Elements of sets and entries of maps without an order are added up. A Ref counts with its generation: the slot may
     * depend on when the garbage collector ran.
     */
    private static final int MOST_LEVELS = 500;
    private static final long IN_PROGRESS = 0x9E37_79B9_7F4A_7C15L;

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fieldsOf(type);
        }
    };

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();
    private int levels;
    private boolean metCycle;

    private StateHash() {}

    static long of(@Nullable Object value) {
        return new StateHash().hash(value);
    }

    private long hash(@Nullable Object value) {
        if (value == null || levels == MOST_LEVELS) {
            return 0;
        }
        if (value instanceof Ref<?> ref) {
            return mix(ref.arena.id(), ref.generation);
        }
        if (Shapes.of(value.getClass()).sharing == Shape.Sharing.ALWAYS) {
            return value.hashCode();
        }
        Long seen = known.get(value);
        if (seen != null) {
            metCycle |= seen == IN_PROGRESS;
            return seen;
        }
        known.put(value, IN_PROGRESS);
        boolean metBefore = metCycle;
        metCycle = false;
        levels++;
        long hash = mix(value.getClass().getName().hashCode(), contents(value));
        levels--;
        if (metCycle) {
            known.remove(value);
        } else {
            known.put(value, hash);
        }
        metCycle |= metBefore;
        return hash;
    }

    private long contents(Object value) {
        if (value.getClass().isArray()) {
            return array(value);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> collection) {
            return collection(collection);
        }
        if (value instanceof AtomicReference<?> reference) {
            return hash(reference.get());
        }
        if (value instanceof CharSequence || value instanceof Number) {
            return value.toString().hashCode();
        }
        return object(value);
    }

    private long array(Object array) {
        long hash = Array.getLength(array);
        for (int i = 0; i < Array.getLength(array); i++) {
            hash = mix(hash, hash(Array.get(array, i)));
        }
        return hash;
    }

    private long map(Map<?, ?> map) {
        boolean ordered = map instanceof SortedMap || map instanceof LinkedHashMap || map instanceof EnumMap;
        long hash = map.size();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            long next = mix(hash(entry.getKey()), hash(entry.getValue()));
            hash = ordered ? mix(hash, next) : hash + next;
        }
        return hash;
    }

    private long collection(Collection<?> collection) {
        boolean ordered = !(collection instanceof Set)
                || collection instanceof SortedSet
                || collection instanceof LinkedHashSet
                || collection instanceof EnumSet;
        long hash = collection.size();
        for (Object element : collection) {
            long next = hash(element);
            hash = ordered ? mix(hash, next) : hash + next;
        }
        return hash;
    }

    /** By its fields; if they cannot be read, by its own {@code hashCode} if it has one. */
    private long object(Object value) {
        List<Field> fields = FIELDS.get(value.getClass());
        if (fields.isEmpty()) {
            return hasHashCode(value.getClass()) ? value.hashCode() : 0;
        }
        long hash = fields.size();
        for (Field field : fields) {
            try {
                hash = mix(hash, hash(field.get(value)));
            } catch (IllegalAccessException e) {
                throw new AssertionError("field was made accessible: " + field, e);
            }
        }
        return hash;
    }

    private static boolean hasHashCode(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every class has one: " + type, e);
        }
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    try {
                        field.setAccessible(true);
                    } catch (InaccessibleObjectException e) {
                        return List.of();
                    }
                    fields.add(field);
                }
            }
        }
        return List.copyOf(fields);
    }

    private static long mix(long one, long other) {
        long mixed = Long.rotateLeft(one, 23) * 0x9E37_79B9_7F4A_7C15L + other;
        return mixed ^ mixed >>> 29;
    }
}
