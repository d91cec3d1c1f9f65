package org.arenas;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs user code that may block for long; a spare carrier stands in for the calling one meanwhile. */
final class Blocking {
    private Blocking() {}

    static <R extends @Nullable Object> R run(Supplier<? extends R> blocking) {
        Section<R> section = new Section<>(blocking);
        try {
            ForkJoinPool.managedBlock(section);
        } catch (InterruptedException e) {
            throw new AssertionError("the section does not throw it", e);
        }
        return section.result();
    }

    private static final class Section<R extends @Nullable Object> implements ForkJoinPool.ManagedBlocker {
        private final Supplier<? extends R> blocking;
        private @Nullable Object result;
        private boolean done;

        Section(Supplier<? extends R> blocking) {
            this.blocking = blocking;
        }

        @Override
        public boolean block() {
            done = true;
            result = blocking.get();
            return true;
        }

        @Override
        public boolean isReleasable() {
            return done;
        }

        @SuppressWarnings({"unchecked", "NullAway"}) // Null only if the supplier returned it, and then R allows it.
        R result() {
            return (R) result;
        }
    }
}
