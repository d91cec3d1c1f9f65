package org.arenas.lock;

/**
 * Something beyond the arena whose own state follows the holds of its lock: memory off the heap, a lock between processes.
 *
 * <p><b>Thread-safety.</b> Called from any thread, as each method says; none may throw.
 */
public interface LockCompanion {
    /**
     * A shared hold is about to end.
     *
     * @param cell its cell
     */
    default void leaving(int cell) {}

    /** The exclusive holder's thread has died: nobody will ever be let in again. On a thread of the library. */
    default void abandoned() {}

    /** The arena is closed, and nobody holds it any more. On the thread of the last holder. */
    void closed();
}
