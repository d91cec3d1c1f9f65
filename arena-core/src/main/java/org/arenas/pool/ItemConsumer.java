package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/**
 * What a parallel loop does with each item.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface ItemConsumer<T extends @Nullable Object> {
    /**
     * Called once for each item, from tasks of several interpreters at the same time.
     *
     * @param item the item
     * @throws Exception whatever goes wrong: it ends the loop
     */
    void accept(T item) throws Exception;
}
