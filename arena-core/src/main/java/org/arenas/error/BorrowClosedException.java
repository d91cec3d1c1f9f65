package org.arenas.error;

/** Thrown when a borrow, or anything it handed out, is used after the borrow was closed or its task ended. Rule R3. */
public final class BorrowClosedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    BorrowClosedException(String message) {
        super(message);
    }
}
