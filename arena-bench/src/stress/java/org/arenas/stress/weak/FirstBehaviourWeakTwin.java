package org.arenas.stress.weak;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.stress.FirstBehaviour;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * {@link FirstBehaviour} without the Watch, which LockWord.arrived asks to look again after a cheap owner. The cheap release
 * is a release store and then a look at the queue, with no fence between: a processor takes the look first, x86 as well,
 * while the store waits in its buffer. The behaviour, which cannot look for itself, is forgotten.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "The behaviour got the word, or the owner saw it in the queue.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The behaviour is forgotten.")
@State
public class FirstBehaviourWeakTwin {
    private static final VarHandle WORD;
    private static final VarHandle TAIL;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(FirstBehaviourWeakTwin.class, "word", long.class);
            TAIL = MethodHandles.lookup().findVarHandle(FirstBehaviourWeakTwin.class, "tail", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through WORD
    private long word = 1;

    @SuppressWarnings("unused") // through TAIL
    private Object tail;

    private boolean sawNobody;
    private boolean waits;

    @Actor
    public void owner() {
        WORD.setRelease(this, 0L);
        sawNobody = TAIL.getOpaque(this) == null;
    }

    @Actor
    public void arrival() {
        TAIL.getAndSet(this, this);
        waits = (long) WORD.getVolatile(this) != 0;
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = sawNobody && waits ? 1 : 0;
    }
}
