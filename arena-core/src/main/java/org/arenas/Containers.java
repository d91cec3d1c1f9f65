package org.arenas;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes and fills arrays and the JDK's collections and maps that can be changed. */
@SuppressWarnings("JdkObsolete") // Copied as they are, old ones included.
final class Containers {
    private static final Map<Class<?>, UnaryOperator<Object>> EMPTY = Map.ofEntries(
            Map.entry(ArrayList.class, list -> new ArrayList<>(((ArrayList<?>) list).size())),
            Map.entry(Arrays.asList().getClass(), list -> Arrays.asList(new Object[((List<?>) list).size()])),
            Map.entry(LinkedList.class, list -> new LinkedList<>()),
            Map.entry(Vector.class, list -> new Vector<>()),
            Map.entry(Stack.class, list -> new Stack<>()),
            Map.entry(CopyOnWriteArrayList.class, list -> new CopyOnWriteArrayList<>()),
            Map.entry(ArrayDeque.class, queue -> new ArrayDeque<>()),
            Map.entry(PriorityQueue.class, queue -> new PriorityQueue<>(comparator((PriorityQueue<?>) queue))),
            Map.entry(ConcurrentLinkedQueue.class, queue -> new ConcurrentLinkedQueue<>()),
            Map.entry(ConcurrentLinkedDeque.class, queue -> new ConcurrentLinkedDeque<>()),
            Map.entry(HashSet.class, set -> new HashSet<>()),
            Map.entry(LinkedHashSet.class, set -> new LinkedHashSet<>()),
            Map.entry(TreeSet.class, set -> new TreeSet<>(comparator((TreeSet<?>) set))),
            Map.entry(CopyOnWriteArraySet.class, set -> new CopyOnWriteArraySet<>()),
            Map.entry(
                    ConcurrentSkipListSet.class,
                    set -> new ConcurrentSkipListSet<>(comparator((ConcurrentSkipListSet<?>) set))),
            Map.entry(HashMap.class, map -> new HashMap<>()),
            Map.entry(LinkedHashMap.class, map -> cleared(((LinkedHashMap<?, ?>) map).clone())),
            Map.entry(TreeMap.class, map -> new TreeMap<>(comparator((TreeMap<?, ?>) map))),
            Map.entry(EnumMap.class, map -> cleared(((EnumMap<?, ?>) map).clone())),
            Map.entry(Hashtable.class, map -> new Hashtable<>()),
            Map.entry(IdentityHashMap.class, map -> new IdentityHashMap<>()),
            Map.entry(ConcurrentHashMap.class, map -> new ConcurrentHashMap<>()),
            Map.entry(
                    ConcurrentSkipListMap.class,
                    map -> new ConcurrentSkipListMap<>(comparator((ConcurrentSkipListMap<?, ?>) map))));

    private Containers() {}

    /** An empty one of the same class, or null if the class is not known. */
    static @Nullable Object emptyLike(Object original) {
        if (original.getClass().isArray()) {
            return Array.newInstance(original.getClass().getComponentType(), Array.getLength(original));
        }
        UnaryOperator<Object> empty = EMPTY.get(original.getClass());
        return empty == null ? null : empty.apply(original);
    }

    /** What orders it, or null if it is not sorted, or by its elements' natural order. */
    static @Nullable Comparator<?> order(Object container) {
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        }
        if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        return container instanceof PriorityQueue<?> queue ? queue.comparator() : null;
    }

    /** Puts the parts into an empty container. */
    @SuppressWarnings("unchecked")
    static void fill(Object container, @Nullable Object[] parts) {
        if (container instanceof Object[] array) {
            System.arraycopy(parts, 0, array, 0, parts.length);
        } else if (container.getClass() == Arrays.asList().getClass()) {
            Collections.copy((List<@Nullable Object>) container, Arrays.asList(parts));
        } else if (container instanceof Map) {
            Map<@Nullable Object, @Nullable Object> map = (Map<@Nullable Object, @Nullable Object>) container;
            for (int i = 0; i < parts.length; i += 2) {
                map.put(parts[i], parts[i + 1]);
            }
        } else {
            Collection<@Nullable Object> collection = (Collection<@Nullable Object>) container;
            for (Object part : parts) {
                collection.add(part);
            }
        }
    }

    /** True for an unmodifiable view that has no order of its own. */
    static boolean isPlainView(Object value) {
        return KnownTypes.isView(value.getClass())
                && !(value instanceof SortedSet || value instanceof SortedMap)
                && !EMPTY.containsKey(value.getClass());
    }

    /** An unmodifiable view, of the same kind, of a collection that nobody else has. */
    static Object view(Object original, @Nullable Object[] parts) {
        if (original instanceof Map) {
            return Collections.unmodifiableMap(MapShape.mapOf(parts));
        }
        List<@Nullable Object> elements = new ArrayList<>(Arrays.asList(parts));
        if (original instanceof List) {
            return Collections.unmodifiableList(elements);
        }
        return original instanceof Set
                ? Collections.unmodifiableSet(new LinkedHashSet<>(elements))
                : Collections.unmodifiableCollection(elements);
    }

    /** Keeps what is neither elements nor to be asked for: a linked map's order, an enum map's keys. */
    private static Object cleared(Object clone) {
        ((Map<?, ?>) clone).clear();
        return clone;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null stands for the natural order.
    private static Comparator<Object> comparator(Object sorted) {
        return (Comparator<Object>) order(sorted);
    }
}
