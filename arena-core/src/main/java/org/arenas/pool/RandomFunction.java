package org.arenas.pool;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a parallel map applies to each item together with a generator of random numbers that belongs to the item's place.
 *
 * @param <T> the type of the items
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface RandomFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Called once for each item, from tasks of several interpreters at the same time.
     *
     * @param random depends on the map's seed and the item's place alone, not on who runs the call
     * @param item the item
     * @return its result
     * @throws Exception whatever goes wrong: it ends the map, unless failures are collected
     */
    R apply(SplittableRandom random, T item) throws Exception;
}
