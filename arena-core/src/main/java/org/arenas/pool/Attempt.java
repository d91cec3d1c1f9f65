package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/**
 * What became of one item: a value or a failure.
 *
 * @param index the place of the item in the source, from 0
 * @param value what the function returned; null if it failed, or returned that
 * @param failure what it threw, or null
 * @param <R> the type of the value
 */
public record Attempt<R>(
        long index, @Nullable R value, @Nullable Throwable failure) {
    /** {@return true if the function returned} */
    public boolean succeeded() {
        return failure == null;
    }
}
