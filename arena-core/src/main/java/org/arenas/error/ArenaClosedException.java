package org.arenas.error;

/** Thrown when an arena is asked for after it was closed, and to everybody who waited for it at that time. Rule R9. */
public final class ArenaClosedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    ArenaClosedException(String message) {
        super(message);
    }
}
