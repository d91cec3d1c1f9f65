package org.arenas.offheap;

import java.time.Duration;
import org.arenas.Shareable;
import org.arenas.lock.Wait;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * An array that several workers use at the same time, each by ranges that it borrows: any number of readers of an element,
 * or one writer. Whether two ranges overlap is decided exactly, with steps too: different columns of a matrix never do.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     LongMatrix table = m.longArray(m.allocateLongArray(12)).matrix(3, 4);
 *     Range first = table.columnRange(0);
 *     Range second = table.columnRange(1);
 *     try (RangeScope<LongArray> ranges = table.cells().shareRanges();
 *             ArrayLease<LongArray> a = ranges.claim(first, RangeMode.WRITE);
 *             ArrayLease<LongArray> b = ranges.claim(second, RangeMode.WRITE)) {
 *         a.array().fill(1);
 *         b.array().fill(2);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Belongs to the execution that holds the arena; the array itself cannot be used until the scope is
 * closed.
 * <p><b>Thread-safety.</b> All methods but {@link #close()} may be called from any thread.
 * <p><b>Memory consistency.</b> As of {@link ArrayLease}.
 *
 * @param <A> the kind of array
 */
public final class RangeScope<A extends SharedArray<A>> implements AutoCloseable {
    static {
        Shareable.register(RangeScope.class);
    }

    private final A array;
    private final Lending lending;

    RangeScope(A array) {
        this.array = array;
        this.lending = new Lending(array);
    }

    /**
     * Borrows a range, as soon as nobody has any of it in a conflicting mode. First come, first served, but who has a
     * range already passes those who wait. An interrupt does not end the wait.
     *
     * @param range of the array that was shared
     * @param mode what for
     * @return to be closed by try-with-resources on the same thread
     * @throws IndexOutOfBoundsException if the range is not within the array
     * @throws org.arenas.error.DeadlockException if those in the way wait for this execution
     * @throws org.arenas.error.BorrowClosedException if the scope is closed, or was meanwhile
     */
    public ArrayLease<A> borrow(Range range, RangeMode mode) {
        try {
            ArrayLease<A> lease = borrow(range, mode, Wait.forever());
            if (lease == null) {
                throw new AssertionError("an endless wait has ended");
            }
            return lease;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted although it cannot be", e);
        }
    }

    /**
     * As {@link #borrow}, unless interrupted.
     *
     * @param range of the array that was shared
     * @param mode what for
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public ArrayLease<A> borrowInterruptibly(Range range, RangeMode mode) throws InterruptedException {
        ArrayLease<A> lease = borrow(range, mode, Wait.interruptibly());
        if (lease == null) {
            throw new AssertionError("an endless wait has ended");
        }
        return lease;
    }

    /**
     * As {@link #borrow}, within a limited time.
     *
     * @param range of the array that was shared
     * @param mode what for
     * @param timeout zero or less does not wait
     * @return null if the time was up; try-with-resources accepts null
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable ArrayLease<A> tryBorrow(Range range, RangeMode mode, Duration timeout)
            throws InterruptedException {
        return borrow(range, mode, Wait.atMost(Durations.nanos(timeout)));
    }

    private @Nullable ArrayLease<A> borrow(Range range, RangeMode mode, Wait wait) throws InterruptedException {
        LeaseGrant grant = lending.borrow(inBlock(range), mode, wait);
        return grant == null ? null : lease(grant, range);
    }

    /**
     * Borrows a range if that is possible at once.
     *
     * @param range of the array that was shared
     * @param mode what for
     * @return null if another has some of it in a conflicting mode; try-with-resources accepts null
     */
    public @Nullable ArrayLease<A> tryBorrow(Range range, RangeMode mode) {
        LeaseGrant grant = lending.tryBorrow(inBlock(range), mode);
        return grant == null ? null : lease(grant, range);
    }

    /**
     * Borrows a range at once, where a conflict is a mistake.
     *
     * @param range of the array that was shared
     * @param mode what for
     * @return to be closed by try-with-resources on the same thread
     * @throws org.arenas.error.RangeConflictException if another has some of it in a conflicting mode; the message names
     *     both, and where they borrowed
     */
    public ArrayLease<A> claim(Range range, RangeMode mode) {
        return lease(lending.claim(inBlock(range), mode), range);
    }

    private Range inBlock(Range range) {
        array.checkRange(range);
        return array.inBlock(range);
    }

    private ArrayLease<A> lease(LeaseGrant grant, Range range) {
        return new ArrayLease<>(lending, grant, array.leased(grant, range));
    }

    /**
     * Waits until every range that is borrowed has come back; whoever still waits for one gets a {@link
     * org.arenas.error.BorrowClosedException}. An interrupt does not end this wait. It is in the wait-for graph: a worker that
     * would wait for the lender while it has a range gets a {@link org.arenas.error.DeadlockException}. A second call does
     * nothing.
     */
    @Override
    public void close() {
        lending.close();
    }

    @Override
    public String toString() {
        return "RangeScope(" + array + ")";
    }
}
