package org.arenas.stress.weak;

import org.arenas.stress.Visibility;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link Visibility} without the release order of ReaderCells.clearRelease. x86 keeps stores in order and no compiler can be
 * relied on to swap them, so the twin does by hand what a plain store would allow: the cell is cleared before the reader's
 * last store. A writer that scans the cells in between sees half of what the reader did; on any machine.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "All of the other borrow, or nothing.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A part of the other borrow.")
@State
public class VisibilityWeakTwin {
    private volatile long word;
    private volatile long cell;
    private int begun;
    private int ended;

    @Actor
    public void earlier() {
        for (; ; ) {
            cell = 2;
            if (word == 0) {
                break;
            }
            cell = 0;
            Thread.onSpinWait();
        }
        begun = 1;
        cell = 0;
        ended = 1;
    }

    @Actor
    public void later(II_Result r) {
        word = 1;
        while (cell != 0) {
            Thread.onSpinWait();
        }
        r.r1 = ended;
        r.r2 = begun;
        word = 0;
    }
}
