package org.arenas.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Where the items of a map come from. */
abstract class Feed {
    /** {@return how many items there are, or -1 if nobody knows} */
    abstract long size();

    /** Reads a list with random access at any place, and everything else from its beginning. */
    static Feed of(Iterable<? extends @Nullable Object> source) {
        if (source instanceof List<? extends @Nullable Object> list && source instanceof RandomAccess) {
            return new Indexed(list.size(), place -> list.get((int) place));
        }
        if (source instanceof Collection<? extends @Nullable Object> collection) {
            @Nullable Object[] all = collection.toArray();
            return new Indexed(all.length, place -> all[(int) place]);
        }
        return new Pulled(source.iterator());
    }

    /** Items whose places are known, and which any worker may look up. */
    static final class Indexed extends Feed {
        private final long size;
        private final LongFunction<? extends @Nullable Object> items;

        Indexed(long size, LongFunction<? extends @Nullable Object> items) {
            this.size = size;
            this.items = items;
        }

        @Override
        long size() {
            return size;
        }

        LongFunction<? extends @Nullable Object> items() {
            return items;
        }
    }

    /** Items that come one after the other. Only the thread that wants the results pulls. */
    static final class Pulled extends Feed {
        private static final int ITEMS_PER_LOOK = 16;
        private static final long LONGEST_PULL_NANOS = 1_000_000;

        private final Iterator<? extends @Nullable Object> iterator;

        Pulled(Iterator<? extends @Nullable Object> iterator) {
            this.iterator = iterator;
        }

        @Override
        long size() {
            return -1;
        }

        /** The next items: so many, fewer if there are not as many left, or if the source is slow. */
        List<@Nullable Object> pull(int most) {
            List<@Nullable Object> pulled = new ArrayList<>();
            long begin = System.nanoTime();
            while (pulled.size() < most && iterator.hasNext()) {
                pulled.add(iterator.next());
                boolean look = pulled.size() < ITEMS_PER_LOOK || pulled.size() % ITEMS_PER_LOOK == 0;
                if (look && System.nanoTime() - begin > LONGEST_PULL_NANOS) {
                    break;
                }
            }
            return pulled;
        }
    }
}
