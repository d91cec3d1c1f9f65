package org.arenas.stress.weak;

import org.arenas.stress.WriteXorRead;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link WriteXorRead} without LockWord.confirm: the reader looks at the word before it announces itself in its cell, and not
 * again. A writer that takes the word and scans the cells in between goes on beside the reader; on any machine.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Before or after the writer.")
@Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "The reader was not let in.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
@State
public class WriteXorReadWeakTwin {
    private volatile long word;
    private volatile long cell;
    private int x;
    private int y;

    @Actor
    public void writer() {
        word = 1;
        while (cell != 0) {
            Thread.onSpinWait();
        }
        x = 1;
        Thread.onSpinWait();
        y = 1;
        word = 0;
    }

    @Actor
    public void reader(II_Result r) {
        r.r1 = -1;
        r.r2 = -1;
        if (word == 0) {
            cell = 2;
            r.r1 = x;
            Thread.onSpinWait();
            r.r2 = y;
            cell = 0;
        }
    }
}
