package org.arenas.offheap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.FileViolations;
import org.arenas.error.Violations;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.Execution;
import org.arenas.lock.LockCompanion;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Durations;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One arena's share in a file that other processes may have open, too: what the holds of its lock mean there.
 *
 * <p><b>Thread-safety.</b> As each method says.
 */
final class Membership implements Storage, LockCompanion {
    /*
     * Two locks. The arena's own comes first, with all that it knows about deadlocks and order; whoever has it exclusively
     * takes the lock between processes exclusively, too, when it first asks for the memory, and gives it up as the last act
     * of the hold. A shared hold counts as a reader there from when it first asks until its cell is given up; `entered` says
     * which do.
     *
     * Recovery. Whoever has just taken the lock between processes and finds the write sequence odd knows that the last
     * holder has died, for a living one makes it even before it lets go. Exclusively held, what the journal has kept is put
     * back, and the sequence made even; a reader takes the lock exclusively for that. A second death in the middle leaves
     * the sequence odd, and the next one does the same again. Without a journal the arena is poisoned.
     *
     * What others may have done meanwhile is looked at after each acquisition: poisoned; the number of recoveries; the
     * number of extents, which whoever adds one counts in the control file, and whoever recovers, too, because the dead may
     * have added one and not counted it.
     *
     * field                     | guard
     * held, recovered, named, told | the arena's lock, exclusively
     * seenRecoveries            | this
     * seenExtents               | this; the journal's extents change under the exclusive hold alone
     * left                      | this
     */
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final String label;
    private final String path;
    private final long patience;
    private final ArenaFile file;
    private final boolean readOnly;
    private final Seat seat;
    private final Control control;
    private final ProcessLock lock;
    private final ArenaLock arenaLock;
    private final EnteredCells entered = new EnteredCells();
    private final @Nullable Journal journal;
    private final UnsafeBuffer first;

    private @Nullable Memory memory;
    private boolean held;
    private volatile boolean recovered;
    private @Nullable Execution named;
    /** True if the slot may say something of an earlier hold; so it may of who had it before. */
    private boolean told = true;

    private volatile long seenRecoveries;
    private volatile long seenExtents;
    private boolean left;

    /**
     * A share.
     *
     * @param seat this arena's, among all that have the file open
     * @param patience in nanoseconds
     */
    Membership(ArenaLock arenaLock, ArenaFile file, boolean readOnly, Seat seat, long patience) {
        this.label = arenaLock.label();
        this.path = seat.path();
        this.arenaLock = arenaLock;
        this.file = file;
        this.readOnly = readOnly;
        this.seat = seat;
        this.patience = patience;
        this.control = seat.control();
        this.lock = new ProcessLock(label, control, seat.liveness(), seat.slot());
        this.first = file.segment(0);
        this.journal = readOnly || file.journals() == 0 ? null : new Journal(journals(file), this::moreJournal);
        this.seenRecoveries = seat.recoveriesBefore();
        // None: the first to enter looks, under the lock that keeps them as they are.
        this.seenExtents = -1;
    }

    /** The segments that count. */
    List<UnsafeBuffer> segments() {
        long count = first.getLongVolatile(HeapDescriptor.SEGMENTS);
        if (count > file.segments()) {
            // Somebody has added one since: the file names it before the memory counts it.
            refresh();
        }
        if (count < 1 || count > file.segments()) {
            throw Violations.damaged(label, "it has " + file.segments() + " segments and says " + count);
        }
        return segments(file, (int) count);
    }

    private static List<UnsafeBuffer> segments(ArenaFile file, int count) {
        List<UnsafeBuffer> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(file.segment(i));
        }
        return segments;
    }

    private static List<UnsafeBuffer> journals(ArenaFile file) {
        List<UnsafeBuffer> journals = new ArrayList<>();
        for (int i = 0; i < file.journals(); i++) {
            journals.add(file.journal(i));
        }
        return journals;
    }

    /** Before anybody else knows this. */
    void serve(Memory served) {
        memory = served;
    }

    private Memory memory() {
        return Objects.requireNonNull(memory);
    }

    /** Makes whole what the dead have left, before anybody else can join. Somebody alive may be changing it just now. */
    void recoverAtOpening() {
        if (isOdd() && lock.acquire(new Patience(new Wait(false, System.nanoTime(), true)))) {
            try {
                if (isOdd()) {
                    recover();
                }
                refuseIfPoisoned();
            } finally {
                lock.release();
            }
        }
    }

    // ---------------------------------------------------------------- entering

    /**
     * Enters with what an execution holds, if it has not entered yet: with its exclusive hold, or else with its shared ones.
     *
     * @param execution the calling one
     * @param wait how long; what is not limited lasts as long as the patience
     * @return false if the time was up
     * @throws InterruptedException if the thread was interrupted and the wait is interruptible
     * @throws org.arenas.error.ArenaBusyException if the patience has ended
     */
    boolean enter(Execution execution, Wait wait) throws InterruptedException {
        return arenaLock.isHeldExclusivelyBy(execution)
                ? held || enterExclusive(execution, wait)
                : enterShared(execution, wait);
    }

    /** As {@link #enter(Execution, Wait)}, for as long as the patience lasts. */
    void enter(Execution execution) {
        try {
            enter(execution, Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("this wait is not interruptible", e);
        }
    }

    // ---------------------------------------------------------------- exclusive holds

    private boolean enterExclusive(Execution execution, Wait wait) throws InterruptedException {
        if (readOnly) {
            throw FileViolations.openedReadOnly(label, execution.describe());
        }
        if (!lock.tryAcquire() && !acquire(execution, wait)) {
            return false;
        }
        try {
            lookAround();
        } catch (Throwable e) {
            lock.release();
            throw e;
        }
        held = true;
        memory().watchHold();
        sayWho(execution);
        return true;
    }

    private boolean acquire(Execution execution, Wait wait) throws InterruptedException {
        return await(execution, wait, lock::acquire);
    }

    /** A way to take the lock. */
    private interface Acquiring {
        boolean acquire(Patience patience);
    }

    private boolean await(Execution execution, Wait wait, Acquiring acquiring) throws InterruptedException {
        long begun = System.nanoTime();
        boolean own = !wait.timed();
        Patience patient = new Patience(own ? patience(wait.interruptible()) : wait);
        try {
            if (acquiring.acquire(patient)) {
                return true;
            }
            if (patient.isInterrupted()) {
                throw patient.interruption();
            }
            if (own) {
                throw busy(execution, System.nanoTime() - begun);
            }
            return false;
        } finally {
            patient.restoreInterrupt();
        }
    }

    private Wait patience(boolean interruptible) {
        Wait limited = Wait.atMost(patience);
        return new Wait(interruptible, limited.deadline(), true);
    }

    private RuntimeException busy(Execution execution, long waited) {
        Control.Holder holder = lock.holder();
        if (holder == null) {
            holder = new Control.Holder(0, "another thread of this process, or one that has just let go", "unknown", 0);
        }
        String since = holder.since() == 0
                ? "at least " + Durations.text(waited)
                : Durations.text(Math.max(0, System.currentTimeMillis() - holder.since()) * 1_000_000);
        return FileViolations.busy(
                path,
                holder.pid(),
                holder.thread(),
                holder.site(),
                since,
                Durations.text(waited),
                execution.describe());
    }

    /** For the messages of others. When nobody waits, it says no more than costs nothing. */
    private void sayWho(Execution execution) {
        if (named != execution) {
            named = execution;
            control.nameThread(seat.slot(), execution.describe());
        }
        Site kept = arenaLock.site();
        boolean tells = kept != null || lock.isWanted() || Diagnostics.KEEP_ALL;
        if (tells || told) {
            told = tells;
            control.sayHold(seat.slot(), tells ? System.currentTimeMillis() : 0);
        }
        if (tells) {
            control.nameSite(seat.slot(), kept == null ? Site.where(Site.caller()) : kept.where());
        }
    }

    @Override
    public void endOfHold() {
        if (held) {
            held = false;
            if (recovered) {
                // A volatile write costs more than all the rest here.
                recovered = false;
            }
            lock.release();
        }
    }

    // ---------------------------------------------------------------- shared holds

    /** With all cells of the execution: whichever of them ends first, the others go on. */
    private boolean enterShared(Execution execution, Wait wait) throws InterruptedException {
        List<Integer> outside = new ArrayList<>(1);
        boolean[] inside = new boolean[1];
        arenaLock.forEachCellOf(execution, cell -> {
            if (entered.isSet(cell)) {
                inside[0] = true;
            } else {
                outside.add(cell);
            }
        });
        for (int cell : outside) {
            if (inside[0]) {
                lock.readAgain();
            } else if (!acquireShared(execution, wait)) {
                return false;
            }
            inside[0] = true;
            entered.set(cell);
        }
        return true;
    }

    private boolean acquireShared(Execution execution, Wait wait) throws InterruptedException {
        while (true) {
            if (!lock.tryAcquireShared() && !await(execution, wait, lock::acquireShared)) {
                return false;
            }
            try {
                if (!isOdd()) {
                    refuseIfPoisoned();
                    seeRecoveries();
                    follow();
                    return true;
                }
            } catch (Throwable e) {
                lock.releaseShared();
                throw e;
            }
            lock.releaseShared();
            if (!recoverAlone(execution, wait)) {
                return false;
            }
        }
    }

    private boolean recoverAlone(Execution execution, Wait wait) throws InterruptedException {
        if (!acquire(execution, wait)) {
            return false;
        }
        try {
            lookAround();
        } finally {
            lock.release();
        }
        return true;
    }

    @Override
    public void leaving(int cell) {
        if (entered.clear(cell)) {
            lock.releaseShared();
        }
    }

    // ---------------------------------------------------------------- what others did

    /** After the lock between processes was taken exclusively. */
    private void lookAround() {
        if (isOdd()) {
            recover();
        }
        refuseIfPoisoned();
        seeRecoveries();
        follow();
    }

    private boolean isOdd() {
        return (first.getLongVolatile(HeapDescriptor.SEQUENCE) & 1) != 0;
    }

    private void refuseIfPoisoned() {
        if (control.flag(Control.POISONED)) {
            throw FileViolations.poisoned(path);
        }
    }

    private void recover() {
        if (!control.flag(Control.POISONED)) {
            Recovery.run(path, label, seat.paths().data(), readOnly ? null : file, control);
        }
    }

    private void seeRecoveries() {
        long count = control.recoveries();
        if (count != seenRecoveries) {
            seenRecoveries = count;
            recovered = true;
        }
    }

    /** {@return whether a change that a dead process had left half-done was undone since the last exclusive hold here} */
    boolean hasRecovered() {
        return recovered;
    }

    /** Takes in the extents that others have added. */
    private void follow() {
        Memory served = memory();
        if (control.extents() != seenExtents || served.segments().count() != first.getLong(HeapDescriptor.SEGMENTS)) {
            followNow(served.segments());
        }
    }

    private synchronized void followNow(Segments segments) {
        long extents = control.extents();
        refresh();
        List<UnsafeBuffer> now = segments();
        segments.truncate(now.size());
        for (int i = segments.count(); i < now.size(); i++) {
            segments.add(now.get(i));
        }
        if (journal != null) {
            journal.extents(journals(file));
        }
        seenExtents = extents;
    }

    private void refresh() {
        try {
            file.refresh();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map what others have added: path=" + path, e);
        }
    }

    /** For who reads without holding anything: what it may be led to is there. */
    void followOptimistic() {
        if (memory().segments().count() < first.getLongVolatile(HeapDescriptor.SEGMENTS) && !isOdd()) {
            synchronized (this) {
                if (!left) {
                    followForReaders(memory().segments());
                }
            }
        }
    }

    private void followForReaders(Segments segments) {
        refresh();
        long count = Math.min(file.segments(), first.getLongVolatile(HeapDescriptor.SEGMENTS));
        for (int i = segments.count(); i < count; i++) {
            segments.add(file.segment(i));
        }
    }

    // ---------------------------------------------------------------- storage

    @Override
    public UnsafeBuffer add(int number, long bytes) throws IOException {
        if (number >= file.segments()) {
            file.addSegment(bytes);
            seenExtents = control.countExtent();
        }
        return file.segment(number);
    }

    private UnsafeBuffer moreJournal(long bytes) throws IOException {
        long present = 0;
        for (int i = 0; i < file.journals(); i++) {
            present += file.journal(i).capacity();
        }
        long size = Math.min(Math.max(bytes + Journal.CHUNK, present), Segments.LARGEST_SEGMENT);
        int number = file.addJournal(FileLayout.wholePages(size));
        seenExtents = control.countExtent();
        return file.journal(number);
    }

    @Override
    public @Nullable Journal journal() {
        return journal;
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }

    @Override
    public void beforeFirstChange() {
        if (control.flag(Control.CLEAN)) {
            try {
                file.markOpen();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot mark the file as changed: path=" + path, e);
            }
            control.setFlag(Control.CLEAN, false);
        }
    }

    /** Has all that was committed reach the disk. With an exclusive hold that has changed nothing. */
    void sync() throws IOException {
        // First: whoever changes something after a death in between says so in the file again.
        control.setFlag(Control.CLEAN, true);
        file.markClean(first.getLongVolatile(HeapDescriptor.SEQUENCE));
    }

    // ---------------------------------------------------------------- the end

    /** What a dead thread has left half-done is undone by the next holder, in another process; this arena stays closed. */
    @Override
    public synchronized void abandoned() {
        if (held && !left && !memory().hasLent()) {
            held = false;
            lock.release();
        }
    }

    @Override
    public void closed() {
        memory().free();
    }

    /** Leaves, with nobody holding the arena any more. */
    @Override
    public synchronized void free(Iterable<UnsafeBuffer> segments, boolean atOnce) {
        if (left) {
            return;
        }
        left = true;
        if (held && memory().hasLent()) {
            LOG.warn(
                    "workers still have parts of an array whose holder has died: path={}; it is held until the JVM ends",
                    path);
            return;
        }
        try {
            if (held) {
                held = false;
                lock.release();
            }
            seat.leave(this::closeInGoodOrder);
        } catch (RuntimeException | IOException e) {
            LOG.warn("arena was not closed in good order: path={}; the next to open it makes it whole", path, e);
        } finally {
            file.close(atOnce);
        }
    }

    /** With nobody else there. */
    private void closeInGoodOrder() throws IOException {
        if (!readOnly && !isOdd() && !control.flag(Control.POISONED)) {
            sync();
        }
    }
}
