package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/** A task in a mailbox, linked to the next one. Run or discarded at most once, by the mailbox's runner. */
abstract class MailboxTask {
    /** Written by the putter before it is pushed, then by the runner only. */
    @Nullable
    MailboxTask next;

    /** Runs with the home arena held. Must not throw, nor run code of whoever waits for the result. */
    abstract void run(Home home);

    /** Replaces whatever the task did by a failure. */
    abstract void fail(Throwable failure);

    /** The task will not run. Runs no code of others; {@link #complete} does. */
    abstract void discard(Throwable reason);

    /**
     * True if {@link #complete} may run code of others, for which the home arena must be released and the right to run given
     * back first.
     */
    abstract boolean hasOutcome();

    /** The task has ended, and what it left open was closed: nobody waits for the interpreter because of it any more. */
    abstract void ended();

    /** Tells the world, after {@link #run} or {@link #discard}; once, though several may call it. */
    abstract void complete();

    /** {@link #complete} if nothing depends on it; else returns false and does nothing. */
    abstract boolean completeUnattached();

    /** A task without a result; a failure goes to the interpreter's handler. */
    static final class Plain extends MailboxTask {
        private static final VarHandle DISCARDED;

        static {
            try {
                DISCARDED = MethodHandles.lookup().findVarHandle(Plain.class, "discarded", Throwable.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Interpreter interpreter;
        private final Consumer<? super Home> body;
        private volatile @Nullable Throwable discarded;

        Plain(Interpreter interpreter, Consumer<? super Home> body) {
            this.interpreter = interpreter;
            this.body = body;
        }

        @Override
        void run(Home home) {
            try {
                body.accept(home);
            } catch (Throwable e) {
                fail(e);
            }
        }

        @Override
        void fail(Throwable failure) {
            interpreter.failed(failure);
        }

        @Override
        boolean hasOutcome() {
            return false;
        }

        @Override
        void ended() {}

        @Override
        void discard(Throwable reason) {
            discarded = reason;
        }

        @Override
        void complete() {
            Throwable reason = discarded;
            if (reason != null && DISCARDED.compareAndSet(this, reason, (Throwable) null)) {
                interpreter.failed(reason);
            }
        }

        @Override
        boolean completeUnattached() {
            return discarded == null;
        }
    }

    /** A task with a result. Who waits for the result waits for the interpreter, until the task has ended. */
    static final class WithOutcome<R extends @Nullable Object> extends MailboxTask implements Outcome.Source {
        private static final VarHandle CLAIMED;

        static {
            try {
                CLAIMED = MethodHandles.lookup().findVarHandle(WithOutcome.class, "claimed", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Interpreter interpreter;
        private final Function<? super Home, ? extends R> body;
        private final Outcome<R> outcome = new Outcome<>(this);

        /** False → true, CAS, by who runs the task, or by the caller who gives it up: one of the two. */
        @SuppressWarnings("UnusedVariable") // Used through CLAIMED.
        private volatile boolean claimed;

        private @Nullable R result;
        private @Nullable Throwable failure;

        /** Volatile: by the time the result is told, the interpreter may be busy with another task. */
        private volatile boolean ended;

        WithOutcome(Interpreter interpreter, Function<? super Home, ? extends R> body) {
            this.interpreter = interpreter;
            this.body = body;
        }

        Outcome<R> outcome() {
            return outcome;
        }

        /** Whoever gave the task wants it no more. {@return false if it has begun; then its result will be told} */
        boolean giveUp() {
            return CLAIMED.compareAndSet(this, false, true) && outcome.cancel(false);
        }

        @Override
        void run(Home home) {
            if (outcome.isDone() || !CLAIMED.compareAndSet(this, false, true)) {
                // Cancelled by whoever has the stage, or given up by a caller that would have waited for ever.
                return;
            }
            try {
                result = Crossing.result(body.apply(home), home.interpreter(), body);
            } catch (Throwable e) {
                failure = e;
            }
        }

        @Override
        void fail(Throwable replacement) {
            if (failure != null && failure != replacement) {
                replacement.addSuppressed(failure);
            }
            failure = replacement;
        }

        @Override
        void discard(Throwable reason) {
            failure = reason;
            ended = true;
        }

        @Override
        boolean hasOutcome() {
            return true;
        }

        @Override
        void ended() {
            ended = true;
        }

        @Override
        void complete() {
            outcome.complete(result, failure);
        }

        @Override
        boolean completeUnattached() {
            return outcome.completeUnattached(result, failure);
        }

        @Override
        public void blockersOfOutcome(Consumer<Waiting.Edge> visitor) {
            if (!ended) {
                interpreter.runs().blockersOfOutcome(visitor);
            }
        }
    }

    /** A task that is run at once by who waits for it, and never in a mailbox. */
    static final class InPlace<R extends @Nullable Object> extends MailboxTask {
        private final Function<? super Home, ? extends R> body;
        private @Nullable R result;
        private @Nullable Throwable failure;

        InPlace(Function<? super Home, ? extends R> body) {
            this.body = body;
        }

        @Override
        void run(Home home) {
            try {
                result = Crossing.result(body.apply(home), home.interpreter(), body);
            } catch (Throwable e) {
                failure = e;
            }
        }

        @Override
        void fail(Throwable replacement) {
            if (failure != null && failure != replacement) {
                replacement.addSuppressed(failure);
            }
            failure = replacement;
        }

        /** The result, or what the task threw, as it is if it is unchecked. */
        @SuppressWarnings("NullAway") // result may be null exactly if R may.
        R result() {
            Throwable thrown = failure;
            if (thrown == null) {
                return result;
            }
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            throw new CompletionException(thrown);
        }

        @Override
        void discard(Throwable reason) {
            throw new AssertionError("never in a mailbox", reason);
        }

        @Override
        boolean hasOutcome() {
            return false;
        }

        @Override
        void ended() {}

        @Override
        void complete() {}

        @Override
        boolean completeUnattached() {
            return true;
        }
    }
}
