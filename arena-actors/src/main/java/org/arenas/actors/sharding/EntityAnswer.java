package org.arenas.actors.sharding;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.arenas.Shareable;
import org.jspecify.annotations.Nullable;

/** What the store answers to an entity. A message to itself, never to others. */
sealed interface EntityAnswer {
    /** The last snapshot, or nothing if there is none, or why that is not known. */
    record Loaded(Optional<Snapshot> found, @Nullable Throwable failure) implements EntityAnswer {}

    /** A snapshot was stored, or not. */
    record Stored(Snapshot snapshot, @Nullable Throwable failure) implements EntityAnswer {}

    /** Lets them pass where messages are checked: a throwable is not shareable. */
    static void register() {
        Shareable.register(Loaded.class);
        Shareable.register(Stored.class);
    }

    /** A store that throws at once fails in the same way as one that fails later. */
    static <R> CompletionStage<R> of(Supplier<CompletionStage<R>> store) {
        try {
            return store.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What a stage has failed with, without what stages wrap it in. */
    static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
