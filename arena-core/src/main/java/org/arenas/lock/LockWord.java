package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The state of an arena's lock: taking the free word, releasing it, letting readers in. {@link HandOff} adds the way along
 * the queue, {@link ArenaLock} what waits, nests and ends.
 */
abstract sealed class LockWord extends ReaderBias permits HandOff {
    /*
     * Word.
     *
     *   63                          2     1        0
     *  +-----------------------------+--------+--------+
     *  | owner token, 0 if free      | QUEUED | STRONG |
     *  +-----------------------------+--------+--------+
     *
     * owner   a token of an Execution; QUEUE_OWNER for whoever the queue gave the lock to (then `holder` says
     *         who) or is handing it on; CLOSED for ever after close.
     * STRONG  the owner promises to release by CAS. Without it ("cheap") the owner releases by a plain release store and
     *         is the only one that writes the word.
     * QUEUED  somebody is queued, so the release has to hand the lock on. Only with STRONG.
     *
     * from              | to                      | by, how
     * 0                 | OPENING+STRONG          | a reader that finds no cells, CAS; a few instructions later 0 again
     * 0                 | token                   | a thread, CAS, while no task ever used this arena
     * 0                 | token+STRONG            | a thread, CAS, if the queue is empty
     * 0                 | QUEUE_OWNER+STRONG(+Q)  | an arrival or a poke, CAS
     * token             | 0                       | its owner, release store; then it looks at the queue
     * QUEUE_OWNER+S(+Q) | token+STRONG(+Q)        | a thread that was granted the lock, CAS
     * x+STRONG          | 0                       | its owner, CAS
     * x+STRONG          | x+STRONG+QUEUED         | an arrival, CAS
     * x+STRONG+QUEUED   | QUEUE_OWNER+STRONG+Q    | its owner, which then grants the first in the queue; the word stays
     *                   |                         | so for the new owner, whom `holder` names
     * x+STRONG+QUEUED   | 0                       | its owner, if the first is a thread that may be overtaken (barging)
     * QUEUE_OWNER+S+Q   | QUEUE_OWNER+S, then 0   | the owner that finds the queue empty; it looks again in between
     *
     * Lost wake-ups. A strong release cannot miss an arrival: either the arrival's CAS sets QUEUED before the releasing
     * CAS, which then fails, or it finds the word free and takes it for the queue. A cheap release can: its look at the
     * queue may be ordered before its store. So a waiting thread parks with a time limit and pokes the word itself, and a
     * task that arrives while a cheap owner holds the word has the Watch poll until that owner is gone. The first task
     * sets `strong`, and from then on every acquisition is strong: arenas used by borrows alone keep the cheap release.
     *
     * Order (R6). A borrow that begins after a task was scheduled sees `strong`, hence looks at the queue before the word.
     *
     * Readers announce themselves in `cells` and then check that the word is free; a writer takes the word and then waits
     * for the cells to empty. Both sides write first and read second, with a fence between (CAS), so at least one sees the
     * other. `cells` is null, and costs a writer one load, until somebody reads; a writer that found all cells empty
     * EMPTY_SCANS times in a row takes them away again. A reader re-reads `cells` after its announcement.
     *
     * field              | written by                  | guard
     * depth, holdStart   | the owner                   | word
     * cells, spare       | the owner                   | word; cells is read by anybody
     * holder             | the granter                 | word; read by walkers
     * draining           | the owner; CAS to null by the last reader | -
     */
    static final long STRONG = 1;
    static final long QUEUED = 2;
    static final long FLAGS = STRONG | QUEUED;
    /** Owner token: whoever the queue gave the lock to. */
    static final long QUEUE_OWNER = ~FLAGS;
    /** Owner token: nobody, for ever. */
    static final long CLOSED = QUEUE_OWNER << 2;
    /** Owner token: a reader that brings the cells back, for a few instructions. */
    static final long OPENING = QUEUE_OWNER << 3;

    /** Added to a cell whose token is STRONG: its release must be seen by tasks. */
    static final int FENCED = 1 << 30;

    /** Returned instead of a cell by a shared acquisition inside an exclusive one of the same execution. */
    public static final int NESTED = -1;
    /** Returned instead of a cell by a shared acquisition that did not succeed. */
    public static final int FAILED = -2;

    /** The word while the queue decides who is next, and until that one has put its name on it. */
    static final long HANDING_ON = QUEUE_OWNER | STRONG | QUEUED;

    private static final VarHandle WORD;
    private static final VarHandle DRAINING;
    private static final VarHandle HOLDER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(LockWord.class, "word", long.class);
            HOLDER = lookup.findVarHandle(LockWord.class, "holder", Acquisition.class);
            DRAINING = lookup.findVarHandle(LockWord.class, "draining", Acquisition.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long word;
    private volatile boolean strong;
    private volatile @Nullable Acquisition holder;
    private volatile @Nullable Acquisition draining;

    // ---------------------------------------------------------------- taking and releasing

    /** True if no thread may overtake who is queued. */
    final boolean mustQueue() {
        return strong && !isQueueEmpty();
    }

    /** Takes the free word for a thread. The caller still has to wait for readers. */
    final boolean tryTake(Execution execution) {
        if (strong) {
            return isQueueEmpty() && WORD.compareAndSet(this, 0L, execution.token | STRONG);
        }
        return WORD.compareAndSet(this, 0L, execution.token);
    }

    /** Takes a free lock for a task without entering the queue. Not for readers, nor where readers are about. */
    final boolean tryTakeFor(QueueNode node) {
        if (!node.exclusive || hasCells() || !isQueueEmpty() || !WORD.compareAndSet(this, 0L, QUEUE_OWNER | STRONG)) {
            return false;
        }
        setHolder(node.owner());
        if (hasCells()) {
            // A reader was let in between the look and the CAS.
            releaseWord(Ready.DISPATCH);
            return false;
        }
        return true;
    }

    /** A thread that was granted the word through the queue puts its name on it. */
    final void claimWord(Execution execution) {
        setHolder(null);
        for (; ; ) {
            long seen = word;
            if (WORD.compareAndSet(this, seen, execution.token | (seen & FLAGS))) {
                return;
            }
        }
    }

    final void releaseWord(Ready ready) {
        // Plain in effect: only QUEUED can change while we own the word.
        long owned = word;
        if ((owned & STRONG) != 0) {
            setHolder(null);
            if ((owned & QUEUED) != 0 || !WORD.compareAndSet(this, owned, 0L)) {
                releaseToQueue(ready);
            }
        } else if (!isQueueEmptyOpaque()) {
            releaseToQueue(ready);
        } else {
            WORD.setRelease(this, 0L);
            if (!isQueueEmptyOpaque()) {
                poke(ready);
            }
        }
    }

    /** Release by an owner that sees waiters. */
    abstract void releaseToQueue(Ready ready);

    /**
     * Makes sure that the first in the queue is not forgotten.
     *
     * @return false if the owner is a cheap one, which may overlook the queue when it releases
     */
    abstract boolean poke(Ready ready);

    /** The first task on an arena switches it to releases that cannot overlook the queue. */
    final void makeStrong() {
        if (!strong) {
            strong = true;
        }
    }

    /** Nobody takes the word ever again. Only for its owner. */
    final void shut() {
        holder = null;
        dropCells();
        word = CLOSED | STRONG | QUEUED;
    }

    // ---------------------------------------------------------------- readers

    /** Takes a cell if readers are let in directly. */
    final int tryAnnounce(Execution execution) {
        ReaderCells open = cells();
        if (open == null) {
            return FAILED;
        }
        boolean fenced = strong;
        int cell = open.tryClaim(fenced ? execution.token | STRONG : execution.token);
        return cell < 0 ? FAILED : confirm(open, cell, fenced);
    }

    /** As {@link #tryAnnounce}, in any cell. */
    final int announceAnywhere(ReaderCells open, Execution execution) {
        boolean fenced = strong;
        return confirm(open, open.claim(fenced ? execution.token | STRONG : execution.token, null), fenced);
    }

    /**
     * Second half of the reader's protocol: the announcement stands if no writer is there, else it is taken back. A reader
     * that has seen no task yet need not look at the queue: none was scheduled before its borrow began. The queue comes
     * before the word: a task that has left the queue by then owns the word.
     */
    private int confirm(ReaderCells open, int cell, boolean fenced) {
        if ((!fenced || isQueueEmpty()) && word == 0 && cells() == open) {
            return fenced ? cell | FENCED : cell;
        }
        open.takeBack(cell);
        readerLeft(Ready.DISPATCH);
        return FAILED;
    }

    /** Lets readers in with the calling thread as the first, if the lock is free. */
    final int openForReading(Execution execution) {
        if (!isQueueEmpty() || !WORD.compareAndSet(this, 0L, OPENING | STRONG)) {
            return FAILED;
        }
        int cell = openCells().claim(execution.token | STRONG, null);
        releaseWord(Ready.DISPATCH);
        return cell | FENCED;
    }

    /** True while somebody else brings the cells back: worth a moment's wait, even for an attempt that does not wait. */
    final boolean isOpening() {
        return ownerToken() == OPENING;
    }

    /**
     * One more cell for an execution that has one already, which keeps any writer waiting. The new cell comes after those it
     * has: writers scan upwards, so they meet one or the other even if the older one is cleared meanwhile.
     */
    final int announceAgain(Execution execution, int after) {
        return openedCells().claimAfter(after, execution.token | STRONG) | FENCED;
    }

    /** A thread that was let in through the queue puts its name on its cell. */
    final void nameCell(int cell, Execution execution) {
        openedCells().rename(cell & ~FENCED, execution.token | STRONG);
    }

    final void releaseCell(int cell, Ready ready) {
        ReaderCells open = openedCells();
        if ((cell & FENCED) != 0) {
            open.clearFenced(cell & ~FENCED);
            if (word != 0) {
                readerLeft(ready);
            }
        } else {
            open.clearRelease(cell);
            // May be ordered before the store: a draining thread looks again, and for a draining task the Watch does.
            if ((long) WORD.getOpaque(this) != 0) {
                readerLeft(ready);
            }
        }
    }

    /** A reader has gone or taken back its announcement: if a writer waits for the last one, lets it know. */
    final void readerLeft(Ready ready) {
        Acquisition writer = draining;
        // Not before the node is GRANTED: until then the granter is not done, and it looks at the cells itself
        // afterwards.
        if (writer != null
                && writer.isGrantedOn(this)
                && hasNoReaders()
                && DRAINING.compareAndSet(this, writer, null)) {
            writer.drained(ready);
        }
    }

    // ---------------------------------------------------------------- for the hand-off

    final long word() {
        return word;
    }

    /** Only for its owner, and only where nobody else may change it. */
    final void setWord(long value) {
        word = value;
    }

    final boolean casWord(long expected, long value) {
        return WORD.compareAndSet(this, expected, value);
    }

    /** Only for the owner of the word. Release: read by walkers, who need what the acquisition was made with. */
    final void setHolder(@Nullable Acquisition next) {
        HOLDER.setRelease(this, next);
    }

    // ---------------------------------------------------------------- what walkers and waiters read

    final long ownerToken() {
        return word & ~FLAGS;
    }

    final boolean isFree() {
        return word == 0;
    }

    /** True once a task was scheduled on this arena. */
    final boolean isStrong() {
        return strong;
    }

    final @Nullable Acquisition holder() {
        return holder;
    }

    final @Nullable Acquisition draining() {
        return draining;
    }

    final boolean isDrainingFor(Acquisition acquisition) {
        return draining == acquisition;
    }

    /** Has the last reader to leave wake this writer, or nobody. Only for the owner of the word. */
    final void setDraining(@Nullable Acquisition acquisition) {
        draining = acquisition;
    }
}
