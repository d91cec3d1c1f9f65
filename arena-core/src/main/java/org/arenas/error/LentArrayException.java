package org.arenas.error;

/** Thrown when an array of a shared arena is used by its lender while parts of it are lent to others. Rule R7. */
public final class LentArrayException extends ArenaException {
    private static final long serialVersionUID = 1L;

    LentArrayException(String message) {
        super(message);
    }
}
