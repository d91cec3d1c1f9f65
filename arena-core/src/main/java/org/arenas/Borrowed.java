package org.arenas;

/**
 * One object with its arena held: what {@link Ref#borrow()} and {@link Ref#borrowShared()} return.
 *
 * <p><b>Ownership.</b> Valid until {@link #close()}, on the thread that opened it.
 *
 * @param <T> the object's type
 */
public final class Borrowed<T> implements AutoCloseable {
    private final Borrow borrow;
    private final Ref<T> ref;

    Borrowed(Borrow borrow, Ref<T> ref) {
        this.borrow = borrow;
        this.ref = ref;
    }

    /**
     * {@return the object}
     *
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.BorrowClosedException after {@link #close()}
     * @throws org.arenas.error.BorrowThreadException on another thread
     */
    public T get() {
        return borrow.get(ref);
    }

    /** Releases the arena. A second call does nothing. */
    @Override
    public void close() {
        borrow.close();
    }
}
