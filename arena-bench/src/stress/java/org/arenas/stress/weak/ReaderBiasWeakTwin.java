package org.arenas.stress.weak;

import java.util.concurrent.atomic.AtomicLong;
import org.arenas.stress.ReaderBias;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link ReaderBias} with half of LockWord.confirm: after its announcement the reader looks at the word, but not whether the
 * cells are still those of the lock. A writer that took them away, and comes back, does not scan them any more; on any
 * machine, if the reader finds the word free in between.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Before or after the writer.")
@Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "The reader was not let in.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
@State
public class ReaderBiasWeakTwin {
    /** Makes the moments longer in which it matters what the other one does. */
    private static final int PAUSE = 30;

    private volatile long word;
    private volatile AtomicLong cells = new AtomicLong();
    private int x;
    private int y;

    @Actor
    public void writer() {
        word = 1;
        drain();
        cells = null;
        word = 0;
        pause();
        word = 1;
        drain();
        x = 1;
        pause();
        y = 1;
        word = 0;
    }

    private void drain() {
        AtomicLong open = cells;
        while (open != null && open.get() != 0) {
            Thread.onSpinWait();
        }
    }

    @Actor
    public void reader(II_Result r) {
        r.r1 = -1;
        r.r2 = -1;
        AtomicLong open = cells;
        if (open != null) {
            pause();
            open.set(2);
            if (word == 0) {
                r.r1 = x;
                pause();
                r.r2 = y;
            }
            open.set(0);
        }
    }

    private static void pause() {
        for (int i = 0; i < PAUSE; i++) {
            Thread.onSpinWait();
        }
    }
}
