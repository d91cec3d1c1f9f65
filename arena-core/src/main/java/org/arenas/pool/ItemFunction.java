package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/**
 * What a parallel map applies to each item.
 *
 * @param <T> the type of the items
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface ItemFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Called once for each item, from tasks of several interpreters at the same time.
     *
     * @param item the item
     * @return its result
     * @throws Exception whatever goes wrong: it ends the map, unless failures are collected
     */
    R apply(T item) throws Exception;
}
