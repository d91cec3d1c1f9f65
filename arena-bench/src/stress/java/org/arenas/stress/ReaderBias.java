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
 * A writer takes the readers' cells away, because nobody has read for long, and comes back; a reader announces itself
 * meanwhile in the cells that it found before.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Before or after the writer.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
@State
public class ReaderBias {
    /** One less than the writers that must find no reader before the cells go: EMPTY_SCANS in LockWord. */
    private static final int ALMOST_GONE = 63;

    private final Arena arena = Arena.create("arena");
    private final Ref<Pair> pair = Scene.pairIn(arena);

    public ReaderBias() {
        Scene.openForReading(arena);
        for (int i = 0; i < ALMOST_GONE; i++) {
            arena.borrow().close();
        }
    }

    @Actor
    public void writer() {
        arena.borrow().close();
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
