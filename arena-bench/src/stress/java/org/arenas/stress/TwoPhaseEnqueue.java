package org.arenas.stress;

import java.util.concurrent.CompletionStage;
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

/**
 * Two behaviours over the same two arenas are scheduled at once, which name them in opposite order. They must stand in the
 * same order in both queues: else each gets one arena and waits for the other for ever.
 */
public final class TwoPhaseEnqueue {
    private TwoPhaseEnqueue() {}

    /** Both arenas are free. */
    @JCStressTest
    @Outcome(
            id = {"12, 12", "21, 21"},
            expect = Expect.ACCEPTABLE,
            desc = "Both ran, in the same order.")
    @Outcome(id = "-1, -1", expect = Expect.FORBIDDEN, desc = "They wait for each other.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "They ran at once.")
    @State
    public static class FreeArenas {
        private final Arena low = Arena.create("low");
        private final Arena high = Arena.create("high");
        private final Ref<Pair> inLow = Scene.pairIn(low);
        private final Ref<Pair> inHigh = Scene.pairIn(high);
        private CompletionStage<?> one;
        private CompletionStage<?> two;

        @Actor
        public void one() {
            one = Arenas.when(Access.write(low), Access.write(high)).run(borrow -> sign(borrow, 1));
        }

        @Actor
        public void two() {
            two = Arenas.when(Access.write(high), Access.write(low)).run(borrow -> sign(borrow, 2));
        }

        private void sign(Borrow borrow, int behaviour) {
            Pair ofLow = borrow.get(inLow);
            Pair ofHigh = borrow.get(inHigh);
            ofLow.x = 10 * ofLow.x + behaviour;
            ofHigh.x = 10 * ofHigh.x + behaviour;
        }

        @Arbiter
        public void result(II_Result r) {
            boolean haveRun = Scene.haveRun(one, two);
            r.r1 = haveRun ? inLow.read(fields -> fields.x) : -1;
            r.r2 = haveRun ? inHigh.read(fields -> fields.x) : -1;
            low.close();
            high.close();
        }
    }

    /** Both arenas are borrowed while the behaviours are scheduled, so that both enter the queues. */
    @JCStressTest
    @Outcome(
            id = {"12, 12", "21, 21"},
            expect = Expect.ACCEPTABLE,
            desc = "Both ran, in the same order.")
    @Outcome(id = "-1, -1", expect = Expect.FORBIDDEN, desc = "They wait for each other.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "They ran at once.")
    @State
    public static class HeldArenas {
        private final Arena low = Arena.create("low");
        private final Arena high = Arena.create("high");
        private final Ref<Pair> inLow = Scene.pairIn(low);
        private final Ref<Pair> inHigh = Scene.pairIn(high);
        private CompletionStage<?> one;
        private CompletionStage<?> two;

        @Actor
        public void one() {
            try (ExclusiveBorrow held = low.borrow()) {
                held.get(inLow).y++;
                one = Arenas.when(Access.write(low), Access.write(high)).run(borrow -> sign(borrow, 1));
            }
        }

        @Actor
        public void two() {
            try (ExclusiveBorrow held = high.borrow()) {
                held.get(inHigh).y++;
                two = Arenas.when(Access.write(high), Access.write(low)).run(borrow -> sign(borrow, 2));
            }
        }

        private void sign(Borrow borrow, int behaviour) {
            Pair ofLow = borrow.get(inLow);
            Pair ofHigh = borrow.get(inHigh);
            ofLow.x = 10 * ofLow.x + behaviour;
            ofHigh.x = 10 * ofHigh.x + behaviour;
        }

        @Arbiter
        public void result(II_Result r) {
            boolean haveRun = Scene.haveRun(one, two);
            r.r1 = haveRun ? inLow.read(fields -> fields.x) : -1;
            r.r2 = haveRun ? inHigh.read(fields -> fields.x) : -1;
            low.close();
            high.close();
        }
    }
}
