package org.arenas.stress;

import org.arenas.Arena;
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

/**
 * What was done in one borrow is seen whole in the next, although both use plain fields only. From exclusive to shared: {@link
 * WriteXorRead.LaterReader}.
 */
public final class Visibility {
    private Visibility() {}

    /** The release store of a cheap release, and the CAS of an acquisition. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "All of the other borrow, or nothing.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A part of the other borrow.")
    @State
    public static class ExclusiveToExclusive {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        @Actor
        public void earlier() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                Pair fields = borrow.get(pair);
                fields.x = 1;
                fields.y = 1;
            }
        }

        @Actor
        public void later(II_Result r) {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                Pair fields = borrow.get(pair);
                r.r1 = fields.y;
                r.r2 = fields.x;
            }
        }

        @Arbiter
        public void close() {
            arena.close();
        }
    }

    /**
     * The release store into the reader's cell, and the writer's scan of the cells. There is but one reader, so that it may
     * write under its shared borrow.
     */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "All of the other borrow, or nothing.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A part of the other borrow.")
    @State
    public static class SharedToExclusive {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        public SharedToExclusive() {
            Scene.openForReading(arena);
        }

        @Actor
        public void earlier() {
            try (SharedBorrow borrow = arena.borrowShared()) {
                Pair fields = borrow.get(pair);
                fields.x = 1;
                fields.y = 1;
            }
        }

        @Actor
        public void later(II_Result r) {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                Pair fields = borrow.get(pair);
                r.r1 = fields.y;
                r.r2 = fields.x;
            }
        }

        @Arbiter
        public void close() {
            arena.close();
        }
    }
}
