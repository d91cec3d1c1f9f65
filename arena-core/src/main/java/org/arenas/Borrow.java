package org.arenas;

/**
 * The proof that one or several arenas are held. Opened by {@link Arena#borrow()}, {@link Arena#borrowShared()} or {@link
 * Arenas#borrow}, or handed to the body of a behaviour.
 *
 * <pre>{@code
 * try (ExclusiveBorrow b = bank.borrow()) {
 *     b.get(alice).deposit(10);
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Valid from the moment it was opened until {@link #close()}, for the execution that opened it alone:
 * the same thread, and the same task if a task opened it. Whatever else uses it gets an exception.
 * <p><b>Memory consistency.</b> Actions before {@code close()} happen-before actions after any later borrow of the same
 * arena is opened, unless both are shared.
 */
public sealed interface Borrow extends AutoCloseable permits SharedBorrow, ExclusiveBorrow, GroupBorrow {
    /**
     * Dereferences. What is returned is the object itself, to be used inside the block only.
     *
     * @param ref of an object in an arena that this borrow covers
     * @return the object, never null
     * @param <T> the object's type
     * @throws org.arenas.error.ForeignReferenceException if the borrow does not cover the Ref's arena
     * @throws org.arenas.error.StaleReferenceException if the object was freed or collected
     * @throws org.arenas.error.BorrowClosedException if this borrow was closed
     * @throws org.arenas.error.BorrowThreadException if another execution opened it
     */
    <T> T get(Ref<T> ref);

    /**
     * The exclusive part of this borrow for one arena, through which objects are added and freed. It ends with this
     * borrow.
     *
     * @param arena an arena that this borrow covers exclusively
     * @return a borrow of that arena alone; closing it does not release the arena if this borrow covers others, too
     * @throws org.arenas.error.AccessModeException if the arena is covered for reading only
     * @throws org.arenas.error.ForeignReferenceException if the borrow does not cover the arena
     * @throws org.arenas.error.BorrowClosedException if this borrow was closed
     * @throws org.arenas.error.BorrowThreadException if another execution opened it
     */
    ExclusiveBorrow exclusive(Arena arena);

    /**
     * Releases what was acquired. A second call does nothing.
     *
     * @throws org.arenas.error.BorrowThreadException if another execution opened it
     */
    @Override
    void close();
}
