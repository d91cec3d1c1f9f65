package org.arenas.lock;

import java.util.Objects;
import java.util.function.IntConsumer;
import org.arenas.error.Violations;
import org.arenas.monitor.ArenaCounters;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one arena: exclusive or shared, for threads that wait and for tasks that are queued.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread; a release only by who holds the lock.
 * <p><b>Memory consistency.</b> Actions before a release happen-before actions after every later acquisition that
 * conflicts with it.
 */
public final class ArenaLock extends LockLife {
    /*
     * field                                | written by            | guard
     * depth, acquisitions, holdStart, site | the exclusive holder  | the lock; read racily by snapshots
     * hasEnd, atEnd                        | the exclusive holder  | the lock
     * attention                            | the exclusive holder  | the lock; true if depth, holdStart or hasEnd is
     * observedHold                         | a thread that waits; the releaser | none: a lost observation is no harm, and one
     *                                      |                       | of another hold is told by its number
     * contention                           | the first contended acquisition, CAS-free: a lost count is no harm | -
     */
    private static final int SAMPLE_MASK = 1023;
    private static final int ACQUISITIONS_PER_USER = 16;

    /** Who used this lock last, most often the caller. Racy: whoever reads it checks, and everything in it is final. */
    private @Nullable Execution lastUser;

    private long changedUserAt;

    private boolean attention;
    private int depth;
    private long acquisitions;
    private long holdStart;
    private boolean hasEnd;

    /** Stays when it has run: it is most often the same each time, and a reference costs more to write than to compare. */
    private @Nullable Runnable atEnd;

    private volatile @Nullable Observation observedHold;
    private @Nullable Site site;
    private volatile @Nullable Contention contention;

    /**
     * A free lock.
     *
     * @param id unique in the JVM; several locks are acquired in the order of their ids
     * @param name for messages
     * @param owner for listings only; what the lock belongs to, if anybody asks
     */
    ArenaLock(long id, String name, @Nullable Object owner) {
        super(id, name, owner);
    }

    /** {@return what runs on the calling thread and is about to acquire; saves the look at a thread local in most cases} */
    public Execution caller() {
        Execution last = lastUser;
        return last != null && last.isTop() ? last : otherCaller();
    }

    /**
     * Another thread than last time, or the first one. Who is remembered changes in one of a few acquisitions only: threads
     * that take turns, or read at the same time, must not write to each other's cache line each time.
     */
    private Execution otherCaller() {
        Execution current = Execution.current();
        if (current.isConfined() && !isHeldBy(current)) {
            throw Violations.undeclared(label(), current.describe());
        }
        if (lastUser == null || acquisitions - changedUserAt > ACQUISITIONS_PER_USER) {
            lastUser = current;
            changedUserAt = acquisitions;
        }
        return current;
    }

    // ---------------------------------------------------------------- exclusive

    /**
     * Acquires exclusively, waiting as long as it takes. An interrupt does not end the wait and stays pending. Inside the
     * exclusive hold of the same execution it nests.
     *
     * @param execution the calling execution
     */
    public void acquire(Execution execution) {
        if (tryTake(execution)) {
            entered(execution);
            if (hasCells()) {
                SlowPath.drainAfterTake(this, execution);
            }
        } else {
            SlowPath.acquire(this, execution);
        }
    }

    /**
     * Acquires exclusively if that is possible at once.
     *
     * @param execution the calling execution
     * @return false if others hold the lock or are queued for it
     */
    public boolean tryAcquire(Execution execution) {
        if (!tryTake(execution) && !SlowPath.tryTakeFromOpening(this, execution)) {
            return SlowPath.tryNest(this, execution);
        }
        if (hasCells() && mustDrain()) {
            releaseWord(Ready.DISPATCH);
            SlowPath.rejectUpgrade(this, execution);
            return false;
        }
        entered(execution);
        return true;
    }

    /**
     * Acquires exclusively, waiting within limits.
     *
     * @param execution the calling execution
     * @param wait how long, and whether an interrupt ends the wait
     * @return false if the time was up
     * @throws InterruptedException if the calling thread was interrupted and the wait is interruptible
     */
    public boolean acquire(Execution execution, Wait wait) throws InterruptedException {
        if (wait.interruptible() && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return tryAcquire(execution) || SlowPath.acquire(this, execution, wait);
    }

    /** Counts an acquisition that has just taken the word. */
    void entered(Execution execution) {
        acquisitions++;
        if (Diagnostics.KEEP_ALL || (Diagnostics.KEEP_SAMPLED && (acquisitions & SAMPLE_MASK) == 0)) {
            enteredSampled(execution);
        }
    }

    private void enteredSampled(Execution execution) {
        timeHold();
        site = Site.here(label() + " acquired by " + execution.describe());
    }

    /** Counts an acquisition that was granted through the queue. Its site is kept if it parked: that costs about as much. */
    void enteredFromQueue(Execution execution, boolean parked) {
        acquisitions++;
        timeHold();
        if (Diagnostics.KEEP_ALL || (Diagnostics.KEEP_CONTENDED && parked)) {
            site = Site.here(label() + " acquired by " + execution.describe());
        }
    }

    /** Counts the acquisition of a task that now owns the word. */
    @Override
    void enteredTask() {
        acquisitions++;
    }

    /**
     * Releases one exclusive acquisition, or a nested one.
     *
     * @param ready gets tasks that may run now
     */
    public void release(Ready ready) {
        if (attention) {
            releaseWithAttention(ready);
        } else {
            releaseWord(ready);
        }
    }

    private void releaseWithAttention(Ready ready) {
        if (depth != 0) {
            depth--;
            attention = depth != 0 || holdStart != 0 || hasEnd;
            return;
        }
        try {
            endOfHold();
        } finally {
            endHold(ready);
        }
    }

    private void endHold(Ready ready) {
        if (holdStart != 0) {
            contention().held(System.nanoTime() - holdStart);
            holdStart = 0;
        }
        if (site != null) {
            site = null;
        }
        attention = false;
        releaseWord(ready);
    }

    @Override
    void forgetHold() {
        depth = 0;
        holdStart = 0;
        hasEnd = false;
        attention = false;
        site = null;
    }

    /**
     * Has the holder do something as its last act before the lock is released. Only for the exclusive holder; once in each
     * hold.
     *
     * @param action runs on the thread that releases; what it throws comes out of the release, which happens all the same
     */
    public void atEndOfHold(Runnable action) {
        if (atEnd != action) {
            atEnd = action;
        }
        hasEnd = true;
        attention = true;
    }

    /** Does now what is to be the last act of the hold. Only for the exclusive holder, who changes nothing after it. */
    void endOfHold() {
        if (hasEnd) {
            hasEnd = false;
            attention = depth != 0 || holdStart != 0;
            Objects.requireNonNull(atEnd).run();
        }
    }

    private void timeHold() {
        holdStart = System.nanoTime();
        attention = true;
    }

    /**
     * A hold that a thread began to wait for.
     *
     * @param hold its number, as the thread saw it; that of another hold if the owner changed meanwhile
     * @param since when the thread came
     */
    private record Observation(long hold, long since) {}

    /** A thread waits: times the present hold from here on, since nobody may have timed it from its start. */
    void observeHold(long now) {
        Observation present = observedHold;
        long hold = acquisitions;
        if (present == null || present.hold != hold) {
            observedHold = new Observation(hold, now);
        }
    }

    @Override
    void releasedToQueue() {
        Observation present = observedHold;
        if (present != null) {
            observedHold = null;
            if (present.hold == acquisitions) {
                contention().held(System.nanoTime() - present.since);
            }
        }
    }

    /** Releases a hold that has just begun and is given up before it was complete, and does not count it. */
    void takeBack() {
        acquisitions--;
        release(Ready.DISPATCH);
    }

    // ---------------------------------------------------------------- shared

    /**
     * Acquires shared, waiting as long as it takes. An interrupt does not end the wait and stays pending.
     *
     * @param execution the calling execution
     * @return the cell to release, or {@link #NESTED}
     */
    public int acquireShared(Execution execution) {
        int cell = tryAnnounce(execution);
        return cell >= 0 ? cell : SlowPath.acquireShared(this, execution);
    }

    /**
     * Acquires shared if that is possible at once.
     *
     * @param execution the calling execution
     * @return the cell to release, {@link #NESTED} or {@link #FAILED}
     */
    public int tryAcquireShared(Execution execution) {
        int cell = tryAnnounce(execution);
        return cell >= 0 ? cell : SlowPath.tryAcquireShared(this, execution);
    }

    /**
     * Acquires shared, waiting within limits.
     *
     * @param execution the calling execution
     * @param wait how long, and whether an interrupt ends the wait
     * @return the cell to release, {@link #NESTED}, or {@link #FAILED} if the time was up
     * @throws InterruptedException if the calling thread was interrupted and the wait is interruptible
     */
    public int acquireShared(Execution execution, Wait wait) throws InterruptedException {
        if (wait.interruptible() && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return SlowPath.acquireShared(this, execution, wait);
    }

    /**
     * Releases one shared acquisition.
     *
     * @param cell what the acquisition returned
     * @param ready gets tasks that may run now
     */
    public void releaseShared(int cell, Ready ready) {
        if (cell == NESTED) {
            release(ready);
        } else {
            leaving(cell);
            releaseCell(cell, ready);
        }
    }

    /** Releases what a cancelled acquisition had been granted already. */
    void giveBack(QueueNode node) {
        if (node.exclusive) {
            setDraining(null);
            releaseWord(Ready.DISPATCH);
        } else {
            leaving(node.cell);
            releaseCell(node.cell, Ready.DISPATCH);
        }
    }

    // ---------------------------------------------------------------- queries

    /**
     * {@return whether an execution holds this lock exclusively}
     *
     * @param execution the execution asked about
     */
    public boolean isHeldExclusivelyBy(Execution execution) {
        long owner = ownerToken();
        return owner == execution.token || (owner == QUEUE_OWNER && isHolding(execution, holder()));
    }

    /**
     * {@return whether an execution holds this lock shared}
     *
     * @param execution the execution asked about
     */
    public boolean isHeldSharedBy(Execution execution) {
        return lastCellOf(execution) >= 0;
    }

    /**
     * {@return whether an execution holds this lock, exclusively or shared}
     *
     * @param execution the execution asked about
     */
    public boolean isHeldBy(Execution execution) {
        return isHeldExclusivelyBy(execution) || isHeldSharedBy(execution);
    }

    /** The highest cell of an execution, or -1. */
    private int lastCellOf(Execution execution) {
        int[] found = {-1};
        forEachCellOf(execution, cell -> found[0] = cell);
        return found[0];
    }

    /**
     * Calls an action for each shared hold that an execution has, upwards. Only by that execution.
     *
     * @param execution the holder
     * @param action gets the cell of the hold
     */
    public void forEachCellOf(Execution execution, IntConsumer action) {
        ReaderCells open = cells();
        if (open != null) {
            open.forEach((cell, token, owner) -> {
                long reader = token & ~FLAGS;
                if (reader == execution.token || (reader == QUEUE_OWNER && isHolding(execution, owner))) {
                    action.accept(cell);
                }
            });
        }
    }

    /** One more cell for an execution that reads already, even if a writer waits for it; {@link #FAILED} if it does not. */
    int readAgain(Execution execution) {
        int last = lastCellOf(execution);
        return last < 0 ? FAILED : announceAgain(execution, last);
    }

    private static boolean isHolding(Execution execution, @Nullable Acquisition acquisition) {
        return acquisition != null && acquisition == execution.holding;
    }

    /** {@return true if somebody is queued} */
    public boolean hasQueued() {
        return !isQueueEmpty();
    }

    /** Nested exclusive acquisitions of the holder, beyond the first; only meaningful for the holder. */
    int depth() {
        return depth;
    }

    void nest() {
        depth++;
        attention = true;
    }

    /** {@return the site of the present hold, if it was kept} Racy. */
    public @Nullable Site site() {
        return site;
    }

    /** {@return what happened on this lock so far} */
    public ArenaCounters counters() {
        return LockSnapshots.counters(this);
    }

    long acquisitions() {
        return acquisitions;
    }

    @Nullable
    Contention contentionOrNull() {
        return contention;
    }

    Contention contention() {
        Contention present = contention;
        if (present == null) {
            present = new Contention();
            contention = present;
        }
        return present;
    }
}
