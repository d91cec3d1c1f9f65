package org.arenas.offheap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.arenas.Shareable;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link Split} on its way to a worker.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 *
 * @param <A> the kind of array
 */
public final class ArrayPart<A extends SharedArray<A>> {
    /*
     * state   LENT → OPEN     open(), CAS
     *         LENT → BACK     giveBack(), CAS
     *         OPEN → BACK     by the end of the lease: asked of the lease
     */
    private static final int LENT = 0;
    private static final int OPEN = 1;
    private static final int BACK = 2;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ArrayPart.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Shareable.register(ArrayPart.class);
    }

    private final A array;
    private final Lending lending;
    private final Range range;
    private final Promises.Promise promise;
    private volatile int state = LENT;
    private volatile @Nullable LeaseGrant lease;

    ArrayPart(A array, Lending lending, Range range) {
        this.array = array;
        this.lending = lending;
        this.range = range;
        this.promise = lending.promise(this);
    }

    /**
     * Takes the part over.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws org.arenas.error.BorrowClosedException if it was opened or given back before, or taken back by the lender
     */
    public ArrayLease<A> open() {
        ArrayLease<A> opened = tryOpen();
        if (opened == null) {
            throw Violations.borrowClosed(toString(), Execution.current().describe());
        }
        return opened;
    }

    /** As {@link #open()}; null if it was opened or given back before. */
    @Nullable
    ArrayLease<A> tryOpen() {
        if (!STATE.compareAndSet(this, LENT, OPEN)) {
            return null;
        }
        try {
            LeaseGrant grant = lending.take(promise, array.inBlock(range));
            lease = grant;
            return new ArrayLease<>(lending, grant, array.leased(grant, range));
        } finally {
            // It must not be garbage before the promise is kept.
            Reference.reachabilityFence(this);
        }
    }

    /** Gives back a part that nobody will open. Does nothing if it was opened. */
    public void giveBack() {
        if (STATE.compareAndSet(this, LENT, BACK)) {
            lending.promiseReturned(promise);
        }
    }

    boolean isBack() {
        LeaseGrant taken = lease;
        return taken == null
                ? state == BACK || (state == LENT && !lending.isPromised(promise))
                : !lending.granted().contains(taken);
    }

    /** {@return which elements of the array it has} */
    public Range range() {
        return range;
    }

    @Override
    public String toString() {
        return "ArrayPart(" + range + " of " + array + ")";
    }
}
