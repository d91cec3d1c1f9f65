package org.arenas.pool;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a map's progress now and then. Called by the map's user only. */
final class ProgressReport {
    private static final long PERIOD_NANOS = 50_000_000;

    private final @Nullable Consumer<? super MapProgress> callback;
    private final long total;
    private final long began;
    private long toldAt;
    private boolean ended;

    ProgressReport(@Nullable Consumer<? super MapProgress> callback, long total, long began) {
        this.callback = callback;
        this.total = total;
        this.began = began;
        this.toldAt = began;
    }

    void tell(long done, boolean last) {
        if (callback == null || ended) {
            return;
        }
        long now = System.nanoTime();
        if (last || now - toldAt >= PERIOD_NANOS) {
            toldAt = now;
            // One that throws ends the map, and is not called again.
            ended = true;
            callback.accept(new MapProgress(done, total, Duration.ofNanos(now - began)));
            ended = last;
        }
    }
}
