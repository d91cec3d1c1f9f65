package org.arenas.error;

/**
 * Thrown by the check of a run in order if running the same tasks one after the other does something else: they use what they
 * did not declare and the library cannot see. Rule R6.
 */
public final class NotSequentialException extends ArenaException {
    private static final long serialVersionUID = 1L;

    NotSequentialException(String message) {
        super(message);
    }
}
