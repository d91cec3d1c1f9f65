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
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A cheap release against a thread that enters the queue at the same time. Each holds the arena until the other has stopped
 * spinning for it, so that the later one parks. A wake-up that is lost for good shows as a test that does not end.
 */
public final class LostWakeUp {
    private LostWakeUp() {}

    /** Both want it exclusively. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both got in.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One did not get in.")
    @State
    public static class Exclusive {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        @Actor
        public void first() {
            enter();
        }

        @Actor
        public void second() {
            enter();
        }

        private void enter() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                borrow.get(pair).x++;
                Scene.linger();
            }
        }

        @Arbiter
        public void result(I_Result r) {
            r.r1 = pair.read(fields -> fields.x);
            arena.close();
        }
    }

    /** A writer waits for a reader to leave, or a reader for a writer. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both got in.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One did not get in.")
    @State
    public static class Reader {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        public Reader() {
            Scene.openForReading(arena);
        }

        @Actor
        public void writer() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                borrow.get(pair).x++;
                Scene.linger();
            }
        }

        @Actor
        public void reader() {
            try (SharedBorrow borrow = arena.borrowShared()) {
                borrow.get(pair).y++;
                Scene.linger();
            }
        }

        @Arbiter
        public void result(II_Result r) {
            r.r1 = pair.read(fields -> fields.x);
            r.r2 = pair.read(fields -> fields.y);
            arena.close();
        }
    }
}
