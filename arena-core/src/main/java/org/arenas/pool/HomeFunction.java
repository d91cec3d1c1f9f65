package org.arenas.pool;

import org.arenas.Home;
import org.jspecify.annotations.Nullable;

/**
 * What a parallel map applies to each item with the arena of the worker in hand.
 *
 * @param <T> the type of the items
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface HomeFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Called once for each item, from tasks of several interpreters at the same time.
     *
     * @param home the home borrow of the interpreter that runs the call
     * @param item the item
     * @return its result
     * @throws Exception whatever goes wrong: it ends the map, unless failures are collected
     */
    R apply(Home home, T item) throws Exception;
}
