package org.arenas.pool;

import org.arenas.Home;
import org.jspecify.annotations.Nullable;

/** What is done with an item, the user's function and filters together. */
@FunctionalInterface
interface ItemBody {
    /** What it returns for an item that is filtered out. */
    Object SKIPPED = FixedTree.ABSENT;

    @Nullable
    Object apply(Home home, long index, @Nullable Object item) throws Exception;
}
