package org.arenas.bench;

import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one thread has scheduled and not seen done. It looks at the stages in halves: when a half is full, it waits for
 * all of the half before, so that the workers always have the other half to do, and mostly one wait serves half a window. For
 * all, because most pools keep no order: what is forgotten here would still run after {@link #drain()}.
 */
public final class Window {
    private static final int HALF = 128;

    private final @Nullable CompletionStage<?>[] stages = new CompletionStage<?>[2 * HALF];
    private int next;

    /** Adds a stage, after waiting for an earlier one if the window is full. */
    public void add(CompletionStage<?> stage) {
        stages[next] = stage;
        next = (next + 1) % stages.length;
        if (next % HALF == 0) {
            for (int i = next; i < next + HALF; i++) {
                join(stages[i]);
            }
        }
    }

    /** Waits for all that was added. */
    public void drain() {
        for (CompletionStage<?> stage : stages) {
            join(stage);
        }
        Arrays.fill(stages, null);
        next = 0;
    }

    private static void join(@Nullable CompletionStage<?> stage) {
        if (stage != null) {
            stage.toCompletableFuture().join();
        }
    }
}
