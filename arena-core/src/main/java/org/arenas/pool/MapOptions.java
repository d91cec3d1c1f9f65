package org.arenas.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the user of a map has asked for. Changed by the builder only. */
final class MapOptions {
    int parallelism;
    int chunk;
    int ahead;
    boolean ordered = true;
    boolean collecting;
    long itemNanos = Long.MAX_VALUE;
    long totalNanos = Long.MAX_VALUE;

    @Nullable
    MapControl control;

    @Nullable
    Consumer<? super MapProgress> progress;

    MapOptions(int parallelism) {
        this.parallelism = parallelism;
    }
}
