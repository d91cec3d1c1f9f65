package org.arenas.pool;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Combines the results of neighbouring items in a way that depends on their places alone.
 *
 * <p><b>Thread-safety.</b> None: each chunk has a tree of its own, which is then appended to that of the whole.
 */
final class FixedTree {
    /*
     * The tree is the one that a binary counter makes: items 2k and 2k+1 are combined, then pairs of such pairs, and so on; a
     * block of level l covers 2^l places and begins at a multiple of that. A chunk begins and ends anywhere, so what it can
     * combine is a list of such blocks. Appended to the blocks before it, each one combines with its left neighbour if both
     * have the same level and the left one is the left half of a block. That gives the same blocks whatever the chunks were.
     * In the end the blocks that are left, one for each bit of the number of items, are combined from right to left.
     *
     * A place whose item was filtered out is ABSENT, and combining with it changes nothing.
     */
    static final Object ABSENT = new Object();

    private static final int FIRST_CAPACITY = 16;

    private final BinaryOperator<@Nullable Object> operator;
    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private long[] starts = new long[FIRST_CAPACITY];
    private int[] levels = new int[FIRST_CAPACITY];
    private int depth;

    FixedTree(BinaryOperator<@Nullable Object> operator) {
        this.operator = operator;
    }

    /** Adds the result of the next place. */
    void add(long index, @Nullable Object value) {
        push(index, 0, value);
    }

    /** Adds the places that follow. */
    void addAll(FixedTree following) {
        for (int i = 0; i < following.depth; i++) {
            push(following.starts[i], following.levels[i], following.values[i]);
        }
    }

    private void push(long start, int level, @Nullable Object value) {
        long from = start;
        int at = level;
        @Nullable Object combined = value;
        while (depth > 0 && levels[depth - 1] == at && (from >>> at & 1) == 1) {
            depth--;
            combined = combine(values[depth], combined);
            values[depth] = null;
            from = starts[depth];
            at++;
        }
        if (depth == values.length) {
            values = Arrays.copyOf(values, 2 * depth);
            starts = Arrays.copyOf(starts, 2 * depth);
            levels = Arrays.copyOf(levels, 2 * depth);
        }
        values[depth] = combined;
        starts[depth] = from;
        levels[depth] = at;
        depth++;
    }

    private @Nullable Object combine(@Nullable Object left, @Nullable Object right) {
        if (left == ABSENT) {
            return right;
        }
        return right == ABSENT ? left : operator.apply(left, right);
    }

    /** The combination of all places; {@link #ABSENT} if there is none. */
    @Nullable
    Object result() {
        @Nullable Object result = ABSENT;
        for (int i = depth - 1; i >= 0; i--) {
            result = combine(values[i], result);
        }
        return result;
    }
}
