package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/** The one place through which results leave a worker's arena. */
final class Crossing {
    private Crossing() {}

    /** Passes a result on; the place to check that it may be shared. */
    static <R extends @Nullable Object> R checked(R result) {
        return result;
    }
}
