package org.arenas.stress;

import java.time.Duration;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
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
 * Exclusive borrowers increment a plain field; no increment may be lost. Behaviours against borrowers: {@link
 * FirstBehaviour} and {@link HandOff}.
 */
public final class MutualExclusion {
    private MutualExclusion() {}

    /** Both wait for as long as it takes. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both increments are there.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
    @State
    public static class Waiting {
        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);

        @Actor
        public void first() {
            increment();
        }

        @Actor
        public void second() {
            increment();
        }

        private void increment() {
            try (ExclusiveBorrow borrow = arena.borrow()) {
                borrow.get(pair).x++;
            }
        }

        @Arbiter
        public void result(I_Result r) {
            r.r1 = pair.read(fields -> fields.x);
            arena.close();
        }
    }

    /** One tries once, the other for a while that may be too short: a success counts, a failure does not. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "As many increments as successes.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost, or a failure counted.")
    @State
    public static class Trying {
        private static final Duration SHORT = Duration.ofNanos(10_000);

        private final Arena arena = Arena.create("arena");
        private final Ref<Pair> pair = Scene.pairIn(arena);
        private boolean once;
        private boolean timed;

        @Actor
        public void once() {
            try (ExclusiveBorrow borrow = arena.tryBorrow()) {
                once = increment(borrow);
            }
        }

        @Actor
        public void timed() {
            try (ExclusiveBorrow borrow = arena.tryBorrow(SHORT)) {
                timed = increment(borrow);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }

        private boolean increment(ExclusiveBorrow borrow) {
            if (borrow == null) {
                return false;
            }
            borrow.get(pair).x++;
            Scene.linger();
            return true;
        }

        @Arbiter
        public void result(I_Result r) {
            r.r1 = pair.read(fields -> fields.x) - (once ? 1 : 0) - (timed ? 1 : 0);
            arena.close();
        }
    }

    /** One borrows two arenas in one step, the other one of them after the other. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "All increments are there.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
    @State
    public static class Group {
        private final Arena low = Arena.create("low");
        private final Arena high = Arena.create("high");
        private final Ref<Pair> inLow = Scene.pairIn(low);
        private final Ref<Pair> inHigh = Scene.pairIn(high);

        @Actor
        public void together() {
            try (Borrow borrow = Arenas.borrow(Access.write(high), Access.write(low))) {
                borrow.get(inLow).x++;
                borrow.get(inHigh).x++;
            }
        }

        @Actor
        public void oneByOne() {
            try (ExclusiveBorrow borrow = high.borrow()) {
                borrow.get(inHigh).x++;
            }
            try (ExclusiveBorrow borrow = low.borrow()) {
                borrow.get(inLow).x++;
            }
        }

        @Arbiter
        public void result(II_Result r) {
            r.r1 = inLow.read(fields -> fields.x);
            r.r2 = inHigh.read(fields -> fields.x);
            low.close();
            high.close();
        }
    }
}
