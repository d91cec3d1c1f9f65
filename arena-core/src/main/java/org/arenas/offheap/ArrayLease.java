package org.arenas.offheap;

/**
 * A range of an array, or a part of a split one, in the hands of one worker.
 *
 * <p><b>Ownership.</b> Valid until it is closed, for the execution that took it alone; so is the array that it gives.
 * <p><b>Memory consistency.</b> What is done before a lease is closed happens-before what is done after the next conflicting
 * lease is taken, and after the split or scope is closed.
 *
 * @param <A> the kind of array
 */
public final class ArrayLease<A extends SharedArray<A>> implements AutoCloseable {
    private final Lending lending;
    private final LeaseGrant grant;
    private final A array;

    ArrayLease(Lending lending, LeaseGrant grant, A array) {
        this.lending = lending;
        this.grant = grant;
        this.array = array;
    }

    /** {@return the elements, with indexes that begin at 0} */
    public A array() {
        grant.readable();
        return array;
    }

    /**
     * Gives the elements back. A second call does nothing.
     *
     * @throws org.arenas.error.BorrowThreadException if another execution took it
     */
    @Override
    public void close() {
        lending.giveBack(grant);
    }

    @Override
    public String toString() {
        return "ArrayLease(" + grant.range + ", " + grant.mode + ")";
    }
}
