package org.arenas.stress.weak;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The lock between processes without the second look of {@code ProcessLock.tryAcquireShared}: a reader that finds the word
 * free adds itself and goes on. A writer that takes the word and looks for readers in between goes on beside it.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Before or after the writer.")
@Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "The reader was not let in.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
@State
public class ProcessLockWeakTwin {
    private static final int WORD = 0;
    private static final int READERS = 128;

    private final UnsafeBuffer control = new UnsafeBuffer(new byte[256]);
    private int x;
    private int y;

    @Actor
    public void writer() {
        while (!control.compareAndSetLong(WORD, 0, 1)) {
            Thread.onSpinWait();
        }
        while (control.getLongVolatile(READERS) != 0) {
            Thread.onSpinWait();
        }
        x = 1;
        Thread.onSpinWait();
        y = 1;
        control.putLongRelease(WORD, 0);
    }

    @Actor
    public void reader(II_Result r) {
        r.r1 = -1;
        r.r2 = -1;
        if (control.getLongVolatile(WORD) == 0) {
            control.getAndAddLong(READERS, 1);
            r.r1 = x;
            Thread.onSpinWait();
            r.r2 = y;
            control.getAndAddLong(READERS, -1);
        }
    }
}
