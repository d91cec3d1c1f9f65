package org.arenas.error;

/**
 * Thrown when a task is given to an interpreter that no longer accepts any, and to the tasks that an immediate close
 * discarded before they ran.
 *
 * <p>Rule R9.
 */
public final class InterpreterClosedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    InterpreterClosedException(String message) {
        super(message);
    }
}
