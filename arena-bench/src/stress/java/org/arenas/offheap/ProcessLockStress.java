package org.arenas.offheap;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The lock between processes, with threads for processes: what they share is the memory of the control file, and the locks on
 * the bytes of the other file, which an array stands for here.
 */
public final class ProcessLockStress {
    /** Three slots. */
    private static final int BYTES = 4096 + 3 * 1024;

    private ProcessLockStress() {}

    /** Two processes, and the data they share. */
    public abstract static class Two {
        final Control control = new Control(new UnsafeBuffer(new byte[BYTES]));
        final ProcessLock one;
        final ProcessLock two;
        int x;
        int y;

        Two(Liveness liveness) {
            control.enter(0, 1);
            control.enter(1, 2);
            one = new ProcessLock("stressed", control, liveness, 0);
            two = new ProcessLock("stressed", control, liveness, 1);
        }

        static Patience patience() {
            return new Patience(Wait.atMost(TimeUnit.SECONDS.toNanos(20)));
        }
    }

    /** Two writers count. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "One after the other.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both at once, or one has not seen the other.")
    @State
    public static class Writers extends Two {
        public Writers() {
            super(slot -> null);
        }

        @Actor
        public void one(II_Result r) {
            if (one.acquire(patience())) {
                x++;
                r.r1 = x;
                one.release();
            }
        }

        @Actor
        public void two(II_Result r) {
            if (two.acquire(patience())) {
                x++;
                r.r2 = x;
                two.release();
            }
        }
    }

    /** A writer changes two plain fields, a reader reads both. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Before or after the writer.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader was let in beside the writer.")
    @State
    public static class WriterAndReader extends Two {
        public WriterAndReader() {
            super(slot -> null);
        }

        @Actor
        public void writer() {
            if (one.acquire(patience())) {
                x = 1;
                Thread.onSpinWait();
                y = 1;
                one.release();
            }
        }

        @Actor
        public void reader(II_Result r) {
            if (two.acquireShared(patience())) {
                r.r1 = x;
                Thread.onSpinWait();
                r.r2 = y;
                two.releaseShared();
            }
        }
    }

    /** A third process has died with the lock; two find that out, and count. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "One after the other.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Both at once, or the dead one kept it.")
    @State
    public static class HeirsOfADeadWriter extends Two {
        public HeirsOfADeadWriter() {
            super(new OneDead(2));
            control.enter(2, 3);
            control.exchangeWord(0, control.wordOf(2));
        }

        @Actor
        public void one(II_Result r) {
            if (one.acquire(patience())) {
                x++;
                r.r1 = x;
                one.release();
            }
        }

        @Actor
        public void two(II_Result r) {
            if (two.acquire(patience())) {
                x++;
                r.r2 = x;
                two.release();
            }
        }
    }

    /** One slot that nobody has any more, claimed by one at a time. */
    private static final class OneDead implements Liveness {
        private final AtomicBoolean claimed = new AtomicBoolean();
        private final int dead;

        OneDead(int dead) {
            this.dead = dead;
        }

        @Override
        public Claim tryClaim(int slot) {
            return slot == dead && claimed.compareAndSet(false, true) ? () -> claimed.set(false) : null;
        }
    }
}
