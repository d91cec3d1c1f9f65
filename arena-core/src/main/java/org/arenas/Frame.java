package org.arenas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object whose parts are being walked over, on top of the one it is a part of: a stack frame on the heap. */
final class Frame {
    /** Steps that are shown of either end of a path. */
    private static final int LONGEST_PATH = 32;

    final @Nullable Frame parent;
    final Object value;
    final Shape shape;
    final @Nullable Object[] parts;

    /** Which part of the parent this is. */
    private final int index;

    private int next;

    Frame(@Nullable Frame parent, Object value, Shape shape, @Nullable Object[] parts) {
        this.parent = parent;
        this.value = value;
        this.shape = shape;
        this.parts = parts;
        this.index = parent == null ? 0 : parent.next - 1;
    }

    boolean hasNext() {
        return next < parts.length;
    }

    @Nullable
    Object next() {
        return parts[next++];
    }

    /** Where the value is, for example {@code order.lines[3].product}. */
    String path() {
        return path(parent, value, index);
    }

    /**
     * Where a part is.
     *
     * @param parent what it belongs to, whose {@link #next()} has just returned it; null if it is the root
     * @param part the part
     */
    static String path(@Nullable Frame parent, Object part) {
        return path(parent, part, parent == null ? 0 : parent.next - 1);
    }

    private static String path(@Nullable Frame parent, Object part, int indexInParent) {
        Deque<String> last = new ArrayDeque<>();
        Deque<String> first = new ArrayDeque<>();
        Object root = part;
        int index = indexInParent;
        int left = 0;
        for (Frame frame = parent; frame != null; frame = frame.parent) {
            // The innermost steps stay in `last`; of the others `first` keeps those met most recently, the outermost.
            (last.size() < LONGEST_PATH ? last : first).addFirst(frame.label(index));
            if (first.size() > LONGEST_PATH) {
                first.removeLast();
                left++;
            }
            index = frame.index;
            root = frame.value;
        }
        return rootName(root)
                + String.join("", first)
                + (left > 0 ? "...(" + left + " more)..." : "")
                + String.join("", last);
    }

    private String label(int part) {
        return part < 0 ? ".part" : shape.label(value, parts, part);
    }

    private static String rootName(Object root) {
        if (root instanceof List) {
            return "list";
        }
        if (root instanceof Set) {
            return "set";
        }
        if (root instanceof Map) {
            return "map";
        }
        Class<?> type = root.getClass();
        if (type.isArray()) {
            return "array";
        }
        String name = type.getSimpleName();
        return name.isEmpty() || type.isHidden() ? "value" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
