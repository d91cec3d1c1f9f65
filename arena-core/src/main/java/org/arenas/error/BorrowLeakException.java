package org.arenas.error;

/**
 * Reported when a task or behaviour ends with a borrow still open. The borrow is closed at that point; the result of the
 * task is this exception.
 *
 * <p>Rule R3.
 */
public final class BorrowLeakException extends ArenaException {
    private static final long serialVersionUID = 1L;

    BorrowLeakException(String message) {
        super(message);
    }
}
