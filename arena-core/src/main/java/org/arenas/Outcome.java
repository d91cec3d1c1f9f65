package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.arenas.lock.Spin;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a task or behaviour, which knows who has to run for it to complete, so that a wait for it stands in the
 * wait-for graph. Stages derived from it know the same.
 *
 * <p>Shareable, as its value has crossed already; what a derived stage will hold nobody knows, so that it is not.
 */
sealed class Outcome<R extends @Nullable Object> extends CompletableFuture<R> {
    /*
     * Whoever completes a stage runs what depends on it, code of others that may take long, or wait for what the completing
     * thread has yet to do. So it must know whether there is any, and what is attached at the same time must not slip in.
     * Everything that depends on a stage comes by a method that makes a derived stage, or by toCompletableFuture().
     *
     * watch   UNWATCHED → EXPOSED           by toCompletableFuture, CAS: what is attached later may come unannounced
     *         UNWATCHED, EXPOSED → WATCHED  by the first who attaches something, CAS
     *         UNWATCHED, EXPOSED → TELLING  by who completes it, CAS
     *         TELLING → WATCHED             by the same when the result is set; who attaches waits for that
     */
    private static final int UNWATCHED = 0;
    private static final int EXPOSED = 1;
    private static final int WATCHED = 2;
    private static final int TELLING = 3;
    private static final VarHandle WATCH;

    static {
        try {
            WATCH = MethodHandles.lookup().findVarHandle(Outcome.class, "watch", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Source source;
    private volatile int watch;

    /** Who is in the way of a result. */
    @FunctionalInterface
    interface Source {
        /** Calls the visitor for each agent that the result waits for. */
        void blockersOfOutcome(Consumer<Waiting.Edge> visitor);
    }

    /**
     * A derived stage waits for the source until the stage before it is done; what it waits for then, nobody knows. It does
     * not keep that stage, which may have one before it, and so on without end: as long as one of them is not done, whoever
     * is to complete it keeps it.
     */
    private static final class Before extends WeakReference<Outcome<?>> implements Source {
        Before(Outcome<?> stage) {
            super(stage);
        }

        @Override
        public void blockersOfOutcome(Consumer<Waiting.Edge> visitor) {
            Source origin = this;
            while (origin instanceof Before before) {
                Outcome<?> stage = before.get();
                if (stage == null || stage.isDone()) {
                    return;
                }
                origin = stage.source;
            }
            origin.blockersOfOutcome(visitor);
        }
    }

    /** A stage of which nobody knows what it will hold. */
    private static final class Derived<R extends @Nullable Object> extends Outcome<R> {
        Derived(Source source) {
            super(source);
        }
    }

    Outcome(Source source) {
        this.source = source;
    }

    Source source() {
        return source;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        watch(WATCHED);
        return new Derived<>(new Before(this));
    }

    @Override
    public CompletableFuture<R> toCompletableFuture() {
        watch(EXPOSED);
        return this;
    }

    private void watch(int wanted) {
        for (int spins = 0; ; spins++) {
            int seen = watch;
            if (seen != TELLING && (seen >= wanted || WATCH.compareAndSet(this, seen, wanted))) {
                return;
            }
            Spin.once(spins);
        }
    }

    /**
     * Completes this stage if that certainly runs no code of others.
     *
     * @param value the result, if there is no failure
     * @param failure what the stage fails with, or null
     * @return false if something depends on this stage, or may at any moment; then nothing was done
     */
    boolean completeAlone(@Nullable R value, @Nullable Throwable failure) {
        return completeFrom(UNWATCHED, value, failure);
    }

    /**
     * As {@link #completeAlone}, but takes the chance that somebody who has it as a CompletableFuture attaches something at
     * this very moment.
     */
    boolean completeUnattached(@Nullable R value, @Nullable Throwable failure) {
        return completeFrom(UNWATCHED, value, failure) || completeFrom(EXPOSED, value, failure);
    }

    private boolean completeFrom(int seen, @Nullable R value, @Nullable Throwable failure) {
        if (getNumberOfDependents() > 0 || !WATCH.compareAndSet(this, seen, TELLING)) {
            return false;
        }
        complete(value, failure);
        watch = WATCHED;
        return true;
    }

    /** Completes this stage, and runs what depends on it. */
    @SuppressWarnings("NullAway") // The value may be null exactly if R may.
    void complete(@Nullable R value, @Nullable Throwable failure) {
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(failure);
        }
    }
}
