package org.arenas.error;

/**
 * Thrown when a borrow is used by another execution than the one that opened it: another thread, or a task that runs on
 * the same thread in between.
 *
 * <p>Rule R2.
 */
public final class BorrowThreadException extends ArenaException {
    private static final long serialVersionUID = 1L;

    BorrowThreadException(String message) {
        super(message);
    }
}
