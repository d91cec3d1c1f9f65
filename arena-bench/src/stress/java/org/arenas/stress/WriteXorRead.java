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

/** A writer changes two plain fields, a reader reads both: it must see them before or after, never between. */
public final class WriteXorRead {
    private WriteXorRead() {}

    /** The first reader ever, which has to open the arena for reading. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Before or after the writer.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
    @State
    public static class FirstReader {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        @Actor
        public void writer() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                Pair fields = borrow.get(pair);
                fields.x = 1;
                fields.y = 1;
            }
        }

        @Actor
        public void reader(II_Result r) {
            try (SharedBorrow borrow = arena.borrowShared()) {
                Pair fields = borrow.get(pair);
                r.r1 = fields.x;
                r.r2 = fields.y;
            }
        }

        @Arbiter
        public void close() {
            arena.close();
        }
    }

    /** A reader that only has to announce itself. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Before or after the writer.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
    @State
    public static class LaterReader {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        public LaterReader() {
            Scene.openForReading(arena);
        }

        @Actor
        public void writer() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                Pair fields = borrow.get(pair);
                fields.x = 1;
                fields.y = 1;
            }
        }

        @Actor
        public void reader(II_Result r) {
            try (SharedBorrow borrow = arena.borrowShared()) {
                Pair fields = borrow.get(pair);
                r.r1 = fields.x;
                r.r2 = fields.y;
            }
        }

        @Arbiter
        public void close() {
            arena.close();
        }
    }

    /** A behaviour reads, and a borrower writes. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Before or after the writer.")
    @Outcome(id = "-1, -1", expect = Expect.FORBIDDEN, desc = "The behaviour was forgotten.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
    @State
    public static class ReadingBehaviour {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);
        private int seenX;
        private int seenY;
        private CompletionStage<?> behaviour;

        @Actor
        public void writer() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                Pair fields = borrow.get(pair);
                fields.x = 1;
                fields.y = 1;
            }
        }

        @Actor
        public void scheduler() {
            behaviour = Arenas.when(Access.read(arena)).run(borrow -> {
                Pair fields = borrow.get(pair);
                seenX = fields.x;
                seenY = fields.y;
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
