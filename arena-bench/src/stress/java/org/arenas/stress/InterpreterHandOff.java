package org.arenas.stress;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.arenas.Interpreter;
import org.arenas.error.InterpreterClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Tasks on their way to an interpreter that is about to have nothing to do, or to be closed. Waits of so long that their end
 * means a task was lost.
 */
public final class InterpreterHandOff {
    private static final long LONG_SECONDS = 10;

    private InterpreterHandOff() {}

    private static int resultOf(CompletionStage<Integer> stage) {
        try {
            return stage.toCompletableFuture()
                    .orTimeout(LONG_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return -1;
            }
            if (e.getCause() instanceof InterpreterClosedException) {
                return 0;
            }
            throw e;
        }
    }

    /** Two give a task each, with a pause: the second one often comes while the runner of the first gives up. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both tasks were done.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A task was left in the mailbox.")
    @State
    public static class LostTask {
        private static final Interpreter INTERPRETER = Interpreter.create("stressed");

        @Actor
        public void first(II_Result r) {
            Scene.linger();
            r.r1 = resultOf(INTERPRETER.submit(home -> 1));
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = resultOf(INTERPRETER.submit(home -> 2));
        }
    }

    /** The same with a caller that may run the tasks itself. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both tasks were done.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A task was left in the mailbox.")
    @State
    public static class LostBesideACall {
        private static final Interpreter INTERPRETER = Interpreter.create("called");

        @Actor
        public void caller(II_Result r) {
            Scene.linger();
            r.r1 = INTERPRETER.<Integer>call(home -> 1);
        }

        @Actor
        public void giver(II_Result r) {
            r.r2 = resultOf(INTERPRETER.submit(home -> 2));
        }
    }

    /** A task against a close at once: it runs, or is failed, or is not taken; and both come to an end. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The task was sooner.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The close was sooner.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The task, or the close, never ended.")
    @State
    public static class CloseNow {
        private final Interpreter interpreter = Interpreter.create("closed");

        @Actor
        public void giver(II_Result r) {
            try {
                r.r1 = resultOf(interpreter.submit(home -> 1));
            } catch (InterpreterClosedException e) {
                r.r1 = 0;
            }
        }

        @Actor
        public void closer(II_Result r) {
            Scene.linger();
            interpreter.closeNow();
            r.r2 = interpreter.state() == Interpreter.State.CLOSED ? 1 : 0;
        }
    }
}
