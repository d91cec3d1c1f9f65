package org.arenas;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a task or behaviour, which knows who has to run for it to complete, so that a wait for it stands in the
 * wait-for graph. Stages derived from it know the same.
 */
final class Outcome<R extends @Nullable Object> extends CompletableFuture<R> {
    /** Who is in the way of a result. */
    @FunctionalInterface
    interface Source {
        /** Calls the visitor for each agent that the result waits for. */
        void blockersOfOutcome(Consumer<Waiting.Edge> visitor);
    }

    private final Source source;

    Outcome(Source source) {
        this.source = source;
    }

    Source source() {
        return source;
    }

    /** A derived stage waits for the source until this one is done; what it waits for then, nobody knows. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Outcome<>(visitor -> {
            if (!isDone()) {
                source.blockersOfOutcome(visitor);
            }
        });
    }
}
