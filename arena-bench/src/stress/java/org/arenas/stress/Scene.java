package org.arenas.stress;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;

/** What the scenarios share: objects to race for, borrows that last, and waits that end even when a behaviour was forgotten. */
final class Scene {
    /** Far longer than any behaviour waits: with this long a wait, it was forgotten. */
    private static final long LONGEST_WAIT_SECONDS = 10;

    /** A thread looks so often, at most, before it enters the queue; a borrow that lasts longer finds it there. */
    private static final int LONG_BORROW = 300;

    private Scene() {}

    /** An object of an arena. Its fields are plain: the lock alone keeps them from a race. */
    static final class Pair {
        int x;
        int y;
    }

    /** A new object in an arena. */
    static Ref<Pair> pairIn(Arena arena) {
        try (ExclusiveBorrow borrow = arena.borrow()) {
            return borrow.own(new Pair());
        }
    }

    /** Has an arena let readers in directly from now on. */
    static void openForReading(Arena arena) {
        arena.borrowShared().close();
    }

    /** Stays in a borrow until others have stopped spinning for it. */
    static void linger() {
        for (int i = 0; i < LONG_BORROW; i++) {
            Thread.onSpinWait();
        }
    }

    /** Whether all of the stages end well in time. */
    static boolean haveRun(CompletionStage<?>... stages) {
        try {
            for (CompletionStage<?> stage : stages) {
                stage.toCompletableFuture().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            }
            return true;
        } catch (TimeoutException forgotten) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("a behaviour failed", e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }
}
