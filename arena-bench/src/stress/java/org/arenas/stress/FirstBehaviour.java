package org.arenas.stress;

import java.util.concurrent.CompletionStage;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.SharedBorrow;
import org.arenas.stress.Scene.Pair;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The first behaviour of an arena is scheduled while somebody holds it who was promised the cheap release, which may
 * overlook the queue: the behaviour must run all the same.
 */
public final class FirstBehaviour {
    private FirstBehaviour() {}

    /** The holder borrows exclusively. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "The borrower got in, and the behaviour ran.")
    @Outcome(id = "-1", expect = Expect.FORBIDDEN, desc = "The behaviour was forgotten.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
    @State
    public static class WhileHeldExclusively {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);
        private CompletionStage<?> behaviour;

        @Actor
        public void borrower() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                borrow.get(pair).x++;
            }
        }

        @Actor
        public void scheduler() {
            behaviour = Arenas.when(Access.write(arena)).run(borrow -> borrow.get(pair).x++);
        }

        @Arbiter
        public void result(I_Result r) {
            r.r1 = Scene.haveRun(behaviour) ? pair.read(fields -> fields.x) : -1;
            arena.close();
        }
    }

    /** The holder borrows shared: the behaviour gets the arena at once and waits for the reader to leave. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "The behaviour ran, before or after the reader.")
    @Outcome(id = "-1, -1", expect = Expect.FORBIDDEN, desc = "The behaviour was forgotten.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The behaviour ran beside the reader.")
    @State
    public static class WhileHeldShared {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);
        private int seenX;
        private int seenY;
        private CompletionStage<?> behaviour;

        public WhileHeldShared() {
            Scene.openForReading(arena);
        }

        @Actor
        public void reader() {
            try (SharedBorrow borrow = arena.borrowShared()) {
                Pair fields = borrow.get(pair);
                seenX = fields.x;
                seenY = fields.y;
            }
        }

        @Actor
        public void scheduler() {
            behaviour = Arenas.when(Access.write(arena)).run(borrow -> {
                Pair fields = borrow.get(pair);
                fields.x = 1;
                fields.y = 1;
            });
        }

        @Arbiter
        public void result(II_Result r) {
            boolean hasRun = Scene.haveRun(behaviour);
            r.r1 = hasRun ? seenX : -1;
            r.r2 = hasRun ? seenY : -1;
            arena.close();
        }
    }
}
