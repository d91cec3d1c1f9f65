package org.arenas.stress.weak;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.stress.HandOff;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link HandOff} with the strong release of LockWord.releaseWord in two steps: the CAS of the word to 0 is a look and a
 * store. An arrival that sets QUEUED in between relies on an owner that never sees it; on any machine.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The behaviour got the word, or the owner saw the flag.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The behaviour is forgotten.")
@State
public class HandOffWeakTwin {
    private static final long OWNED = 4 | 1;
    private static final long QUEUED = 2;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(HandOffWeakTwin.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long word = OWNED;
    private boolean handedOn;
    private boolean waits;

    @Actor
    public void owner() {
        handedOn = (word & QUEUED) != 0;
        word = 0;
    }

    @Actor
    public void arrival() {
        waits = WORD.compareAndSet(this, OWNED, OWNED | QUEUED);
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = waits && !handedOn ? 1 : 0;
    }
}
