package org.arenas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whether a value may cross, and if not, why. */
final class ShareableCheck extends GraphWalk {
    /*
     * Most values are answered by their class: one look-up. Those that are not are looked at twice at most. The quick look
     * recurses, keeps no account of where it is or has been, and gives up if the value is deep or large, which a cycle is.
     * The thorough look is a walk with the set of what it has seen; only this one can say where the offending part is.
     */
    private static final int BUDGET = 10_000;
    private static final int MOST_LEVELS = 20;

    private static final int NOT_SHAREABLE = -1;
    private static final int GIVEN_UP = -2;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Shareable.Problem> problems = new ArrayList<>();
    private final boolean all;

    private ShareableCheck(boolean all) {
        this.all = all;
    }

    static boolean isShareable(@Nullable Object value) {
        if (value == null) {
            return true;
        }
        Shape shape = Shapes.of(value.getClass());
        return shape.sharing == Shape.Sharing.ALWAYS
                || (shape.sharing == Shape.Sharing.PARTS && isShareable(value, shape));
    }

    private static boolean isShareable(Object value, Shape shape) {
        int quick = quick(value, shape, BUDGET, MOST_LEVELS);
        return quick >= 0 || (quick == GIVEN_UP && problems(value, false).isEmpty());
    }

    /**
     * Every reason why a value may not cross.
     *
     * @param all false to stop at the first, and not to look into what may not cross itself
     */
    static List<Shareable.Problem> problems(@Nullable Object value, boolean all) {
        ShareableCheck check = new ShareableCheck(all);
        if (value != null) {
            check.walk(value, null);
        }
        return List.copyOf(check.problems);
    }

    // ---------------------------------------------------------------- the quick look

    /** What is left of the budget, or a negative number. */
    private static int quick(Object value, Shape shape, int budget, int levels) {
        if (levels == 0 || budget == 0) {
            return GIVEN_UP;
        }
        if (shape instanceof RecordShape record) {
            int left = budget - 1;
            for (int i = 0; i < record.openComponents() && left >= 0; i++) {
                left = quickPart(record.part(value, i), left, levels);
            }
            return left;
        }
        if (value instanceof List<?> list && list instanceof RandomAccess) {
            int left = budget - 1;
            for (int i = 0, size = list.size(); i < size && left >= 0; i++) {
                left = quickPart(list.get(i), left, levels);
            }
            return left;
        }
        if (value instanceof Map<?, ?> map) {
            int left = budget - 1;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                left = quickPart(entry.getKey(), left, levels);
                left = left < 0 ? left : quickPart(entry.getValue(), left, levels);
                if (left < 0) {
                    return left;
                }
            }
            return left;
        }
        return quickParts(shape.parts(value), budget - 1, levels);
    }

    private static int quickParts(@Nullable Object[] parts, int budget, int levels) {
        int left = budget;
        for (int i = 0; i < parts.length && left >= 0; i++) {
            left = quickPart(parts[i], left, levels);
        }
        return left;
    }

    private static int quickPart(@Nullable Object part, int budget, int levels) {
        if (part == null) {
            return budget;
        }
        Shape shape = Shapes.of(part.getClass());
        if (shape.sharing == Shape.Sharing.ALWAYS) {
            return budget;
        }
        return shape.sharing == Shape.Sharing.NEVER ? NOT_SHAREABLE : quick(part, shape, budget, levels - 1);
    }

    // ---------------------------------------------------------------- the thorough look

    @Override
    @Nullable
    Frame enter(Object value, @Nullable Frame parent) {
        if (!all && !problems.isEmpty()) {
            return null;
        }
        Shape shape = Shapes.of(value.getClass());
        if (shape.sharing == Shape.Sharing.ALWAYS || !seen.add(value)) {
            return null;
        }
        if (shape.sharing == Shape.Sharing.NEVER) {
            problems.add(new Shareable.Problem(
                    Frame.path(parent, value), value.getClass().getName(), shape.why()));
            if (!all) {
                return null;
            }
        }
        return new Frame(parent, value, shape, shape.parts(value));
    }

    @Override
    void exit(Frame frame) {}
}
