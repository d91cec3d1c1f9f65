package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A running execution: what holds arenas and waits for them. A plain thread is one execution for its whole life; a task or
 * a behaviour that runs on a thread is an execution of its own, stacked on the one below it.
 *
 * <p><b>Thread-safety.</b> Everything but {@link #waiting()} and the descriptions belongs to the execution's thread.
 */
public final class Execution implements Agent {
    /*
     * Identity. An Execution object is one level of one thread's stack and is used again and again by what runs on that
     * level. `token` names the level in lock words and reader cells. `run` names what runs there now: it grows by one with
     * each begin(), and is negative while another execution runs on top or nothing runs at all, so that a borrow, which
     * keeps the value it saw when it was opened, is invalid with one comparison in all these cases. A token cannot be
     * inherited by the next task: end() reports how many borrows are open, and the caller closes them by force.
     *
     * A confined execution may acquire nothing beyond what it was granted. Its `run` is negative, too, so that it fails the
     * test of the fast path and is looked at more closely without a test of its own there.
     *
     * run     n > 0           runs on top
     *         -n              covered, or ended
     *         CONFINED + n    runs on top, confined
     */
    private static final long CONFINED = Long.MIN_VALUE;
    private static final VarHandle SUBJECT;

    static {
        try {
            SUBJECT = MethodHandles.lookup().findVarHandle(Execution.class, "subject", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Thread thread;
    final long token;

    private final ExecutionStack stack;

    /** See above. Read and written by the own thread only. */
    private long run;

    private long runs;

    private boolean confined;

    /** Borrows that were opened by this execution and not closed. Written by the own thread; the reaper reads it once the thread is dead. */
    private int openBorrows;

    /** Published before the wait begins and read by every walk of the wait-for graph. */
    private volatile @Nullable Waiting waiting;

    /** True if another member of a cycle leaves it to this one. Set by any thread, taken back by the own one. */
    private volatile boolean suspected;

    /** The acquisition of the behaviour or batch that runs here, if it was granted through a queue. */
    @Nullable
    TaskAcquisition holding;

    /** Written with release order: other threads only name it. */
    private volatile @Nullable Object subject;

    private @Nullable HomeHold home;

    Execution(ExecutionStack stack, int level) {
        this.stack = stack;
        this.thread = stack.thread;
        this.token = stack.token(level);
        if (level == 0) {
            runs = 1;
            run = 1;
        } else {
            run = -1;
        }
    }

    /**
     * What runs on the calling thread now.
     *
     * @return the topmost execution; the thread itself if no task runs on it
     */
    public static Execution current() {
        return ExecutionStack.current().top();
    }

    /**
     * Begins an execution on top of the current one. See {@link ExecutionStack#begin}.
     *
     * @param subject what runs
     * @param holding the granted acquisition that it runs under, if any
     * @param home the home arena that is held while it runs, if any
     * @return the new top
     */
    public static Execution begin(Object subject, @Nullable TaskAcquisition holding, @Nullable HomeHold home) {
        return ExecutionStack.current().begin(subject, holding, home);
    }

    /**
     * Finds where something runs, by a look at every thread: for the wait-for graph.
     *
     * @param subject an interpreter or a behaviour
     * @return its execution, or null if it does not run; a moment old
     */
    public static @Nullable Execution running(Object subject) {
        return Executions.running(subject);
    }

    void start(Object what, @Nullable TaskAcquisition under, @Nullable HomeHold at) {
        SUBJECT.setRelease(this, what);
        holding = under;
        home = at;
        if (under != null) {
            under.runningIn(this);
        }
    }

    /**
     * Ends this execution, which must be the top, and uncovers the one below.
     *
     * @return how many borrows it left open; the caller has to {@linkplain ArenaLocks#releaseLeaked release} them
     */
    public int end() {
        int leaked = openBorrows;
        openBorrows = 0;
        SUBJECT.setRelease(this, (Object) null);
        holding = null;
        home = null;
        stack.pop(this);
        return leaked;
    }

    /**
     * The task that runs here has ended and the next one of the same batch begins, with the home arena still held: whatever
     * the last one opened is invalid from now on.
     *
     * @return how many borrows it left open; the caller has released them
     */
    public int nextTask() {
        int leaked = openBorrows;
        openBorrows = 0;
        nextRun();
        return leaked;
    }

    /** {@return true if a further execution can be stacked on this one without risk for the thread's stack} */
    public static boolean canNest() {
        return ExecutionStack.current().hasRoom();
    }

    void nextRun() {
        run = ++runs;
        confined = false;
    }

    /** From here to its end, the execution acquires nothing beyond what it was granted. Before it opens a borrow. */
    public void confine() {
        confined = true;
        run = CONFINED + runs;
    }

    /** {@return true if it may acquire nothing beyond what it was granted} Only for the own thread. */
    public boolean isConfined() {
        return confined;
    }

    void cover() {
        run = -runs;
    }

    void uncover() {
        run = confined ? CONFINED + runs : runs;
    }

    /** {@return the number that a borrow keeps to know whether it is still used by what opened it} */
    public long run() {
        return run;
    }

    /**
     * Whether the caller is what opened a borrow.
     *
     * @param openedBy the {@link #run()} at that time
     * @return false on another thread, after the end of the task, or while another execution runs on top
     */
    public boolean isRunning(long openedBy) {
        return thread == Thread.currentThread() && run == openedBy;
    }

    /**
     * {@return whether what opened a borrow is over, as opposed to covered by another execution} Exact on the own thread.
     *
     * @param openedBy the {@link #run()} at that time
     */
    public boolean hasEnded(long openedBy) {
        return runs != (openedBy & ~CONFINED) || (run < 0 && stack.isAbove(this));
    }

    /**
     * Whether this holds something beside what it waits for: a borrow, the arenas of a behaviour, a home arena that is not
     * given up. Only for its own thread.
     */
    boolean hasInHand() {
        HomeHold ownHome = home;
        return openBorrows > 0 || (ownHome == null ? holding != null : ownHome.isHeld());
    }

    /** Somebody else has found a cycle of waits that this is part of. To be woken after that. */
    void suspect() {
        suspected = true;
    }

    /** {@return whether there was a suspicion, which is gone now} Only for its own thread. */
    boolean takeSuspicion() {
        boolean was = suspected;
        if (was) {
            suspected = false;
        }
        return was;
    }

    /** {@return true if this is what runs on the calling thread now, and it is not confined} */
    boolean isTop() {
        return thread == Thread.currentThread() && run > 0;
    }

    /** One more borrow is open. */
    public void opened() {
        openBorrows++;
    }

    /** One borrow was closed. */
    public void closed() {
        openBorrows--;
    }

    /** {@return how many borrows are open} */
    public int openBorrows() {
        return openBorrows;
    }

    /** {@return the home arena of the task that runs here, or null} */
    public @Nullable HomeHold home() {
        return home;
    }

    /** {@return what runs here: an interpreter, a behaviour; null for a plain thread} */
    public @Nullable Object subject() {
        return subject;
    }

    /**
     * {@return what runs here, or the thread if no task does: an object that can be {@linkplain #nameOf named} even later}
     */
    public Object origin() {
        Object running = subject;
        return running == null ? thread : running;
    }

    /**
     * {@return the name of an {@link #origin()}}
     *
     * @param origin what {@link #origin()} returned
     */
    public static String nameOf(Object origin) {
        return origin instanceof Thread thread ? thread.getName() : origin.toString();
    }

    @Override
    public @Nullable Waiting waiting() {
        return waiting;
    }

    /** {@return how deep this execution is in its thread's stack; 0 is the thread itself} */
    public int level() {
        return (int) (token >>> ExecutionStack.LEVEL_SHIFT) & ExecutionStack.MAX_LEVEL;
    }

    /** Interrupts the thread that this runs on. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Publishes what this execution waits for from now on, or null when it goes on.
     *
     * @param waiting the wait, or null
     */
    public void setWaiting(@Nullable Waiting waiting) {
        this.waiting = waiting;
    }

    /** Has the thread look again at whatever it waits for, if it is parked. Harmless otherwise. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public String describe() {
        Object running = subject;
        return running == null
                ? (thread.getName().isEmpty() ? "thread-" + stack.id : thread.getName())
                : running.toString();
    }

    @Override
    public String where() {
        return waiting == null ? "running" : org.arenas.monitor.Site.where(thread.getStackTrace());
    }

    @Override
    public String toString() {
        return describe();
    }
}
