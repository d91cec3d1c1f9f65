package org.arenas.stress;

import java.util.concurrent.CompletionStage;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.stress.Scene.Pair;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An arena that has run a behaviour: whoever releases it hands it to the first in the queue. */
public final class HandOff {
    private HandOff() {}

    private static Arena arenaWithBehaviours() {
        Arena arena = Arena.create("arena");
        if (!Scene.haveRun(Arenas.when(Access.write(arena)).run(borrow -> {}))) {
            throw new AssertionError("the first behaviour of an arena was forgotten");
        }
        return arena;
    }

    /** To a thread that has queued up. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both got in.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One did not get in, or an increment was lost.")
    @State
    public static class ToThread {
        private final Arena arena = arenaWithBehaviours();
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

    /** To a behaviour, which cannot look for itself. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "The borrower got in, and the behaviour ran.")
    @Outcome(id = "-1", expect = Expect.FORBIDDEN, desc = "The behaviour was forgotten.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
    @State
    public static class ToBehaviour {
        private final Arena arena = arenaWithBehaviours();
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
}
