package org.arenas.pool;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The places where results of chunks go. */
final class Outputs {
    private Outputs() {}

    /** Each result at its place in an array for all of them. */
    static final class InPlace extends Chunk.Output {
        private final @Nullable Object[] all;

        InPlace(@Nullable Object[] all) {
            this.all = all;
        }

        @Override
        void add(long index, @Nullable Object result) {
            all[(int) index] = result;
        }
    }

    /** An array for each chunk, of what was not filtered out. */
    static final class Kept extends Chunk.Output {
        private final @Nullable Object[] kept;
        private int count;

        Kept(int most) {
            kept = new Object[most];
        }

        @Override
        void add(long index, @Nullable Object result) {
            if (result != ItemBody.SKIPPED) {
                kept[count++] = result;
            }
        }

        int count() {
            return count;
        }

        @Nullable
        Object get(int i) {
            return kept[i];
        }
    }

    /** A tree for each chunk. */
    static final class Reduced extends Chunk.Output {
        private final FixedTree tree;

        Reduced(BinaryOperator<@Nullable Object> operator) {
            tree = new FixedTree(operator);
        }

        @Override
        void add(long index, @Nullable Object result) {
            tree.add(index, result);
        }

        FixedTree tree() {
            return tree;
        }
    }

    /** Nowhere. */
    static final class None extends Chunk.Output {
        static final None INSTANCE = new None();

        @Override
        void add(long index, @Nullable Object result) {}
    }
}
