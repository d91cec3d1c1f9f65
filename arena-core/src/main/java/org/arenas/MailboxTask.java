package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Function;
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

    /** True if {@link #complete} will run code of others. A moment later it may. */
    abstract boolean hasDependents();

    /** Tells the world, after {@link #run} or {@link #discard}; once, though several may call it. */
    abstract void complete();

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
        boolean hasDependents() {
            return false;
        }

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
    }

    /** A task with a result. */
    static final class WithOutcome<R extends @Nullable Object> extends MailboxTask {
        private final Function<? super Home, ? extends R> body;
        private final Outcome<R> outcome;
        private @Nullable R result;
        private @Nullable Throwable failure;

        WithOutcome(Interpreter interpreter, Function<? super Home, ? extends R> body) {
            this.body = body;
            this.outcome = new Outcome<>(interpreter.runs());
        }

        Outcome<R> outcome() {
            return outcome;
        }

        @Override
        void run(Home home) {
            if (outcome.isDone()) {
                // Cancelled by whoever has the stage, or given up by a caller that would have waited for ever.
                return;
            }
            try {
                result = body.apply(home);
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
        }

        @Override
        boolean hasOutcome() {
            return true;
        }

        @Override
        boolean hasDependents() {
            return outcome.getNumberOfDependents() > 0;
        }

        @Override
        @SuppressWarnings("NullAway") // result may be null exactly if R may.
        void complete() {
            if (failure == null) {
                outcome.complete(result);
            } else {
                outcome.completeExceptionally(failure);
            }
        }
    }
}
