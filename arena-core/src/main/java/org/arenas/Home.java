package org.arenas;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.jspecify.annotations.Nullable;

/**
 * The home arena of an interpreter, held while one of its tasks runs. Each task gets its own.
 *
 * <p><b>Ownership.</b> Valid until the task ends, on the thread that runs it; the interpreter releases it. While the task
 * waits for another arena, for another interpreter's answer or in {@link #suspendDuring}, the home arena is given up, unless
 * the interpreter was built with {@link HomePolicy#KEEP} or the task has borrowed its home arena a second time. These are
 * the points where others may change the home arena's objects: what was read before must be read again.
 */
public final class Home extends ExclusiveBorrow {
    private final Interpreter interpreter;
    private final HomeHold hold;

    Home(Interpreter interpreter, Execution execution, HomeHold hold) {
        super(interpreter.arena(), execution, Kind.HOME);
        this.interpreter = interpreter;
        this.hold = hold;
    }

    /** {@return the interpreter whose task this is} */
    public Interpreter interpreter() {
        return interpreter;
    }

    /**
     * Releases the home arena, runs something that blocks, and takes the home arena again. Inside, this borrow throws
     * {@link org.arenas.error.HomeSuspendedException}. Releases nothing if the interpreter keeps its home or the task has
     * borrowed it a second time.
     *
     * @param blocking runs on the calling thread; carriers are compensated only where the JDK knows that they block
     * @return what it returns
     * @param <R> the type of the result
     * @throws org.arenas.error.ArenaClosedException if the interpreter was closed at once meanwhile
     * @throws org.arenas.error.DeadlockException if whoever holds the home arena afterwards waits for something that this
     *     task holds
     */
    public <R extends @Nullable Object> R suspendDuring(Supplier<? extends R> blocking) {
        Objects.requireNonNull(blocking, "blocking");
        check();
        if (!hold.suspend()) {
            return Blocking.run(blocking);
        }
        try {
            return Blocking.run(blocking);
        } finally {
            hold.resume();
        }
    }

    /**
     * Waits for an answer that comes by other ways than the library's, a message for example. Gives the home arena up
     * meanwhile, as every wait does, and stands in the wait-for graph: whoever has to run for the answer to come is what this
     * task waits for. An interrupt does not end the wait and stays pending.
     *
     * @param answer completes with the answer; a limit in time is up to the caller, see {@link
     *     java.util.concurrent.CompletableFuture#orTimeout}
     * @param by the interpreter whose tasks have to go on for the answer to come, or null while that is not known. Is asked
     *     from any thread while the wait lasts, so it must return at once, without an exception. A wrong one may make a
     *     deadlock of what is none.
     * @return the answer
     * @param <R> the type of the answer
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle; the answer may come nevertheless
     * @throws RuntimeException what the stage failed with, as it is if it is unchecked
     */
    public <R extends @Nullable Object> R await(CompletionStage<R> answer, Supplier<@Nullable Interpreter> by) {
        Objects.requireNonNull(by, "by");
        check();
        CompletableFuture<R> future = answer.toCompletableFuture();
        Outcome.Source source = visitor -> {
            Interpreter answering = by.get();
            if (answering != null) {
                answering.runs().blockersOfOutcome(visitor);
            }
        };
        return Joining.join(future, "an answer", source, () -> !future.isDone());
    }

    /**
     * Lets those go first that wait for the home arena now. Does nothing if nobody waits, if the interpreter keeps its home,
     * or if the task has borrowed its home arena a second time.
     *
     * @throws org.arenas.error.ArenaClosedException if the interpreter was closed at once meanwhile
     * @throws org.arenas.error.DeadlockException if whoever got the home arena waits for something that this task holds
     */
    @SuppressWarnings("NamedLikeContextualKeyword") // The field's word for it; it is always called on an object.
    public void yield() {
        check();
        hold.letWaitersIn();
    }
}
