package org.arenas.error;

/**
 * Thrown when a task whose accesses were declared, so that it can run in parallel and yet as if in order, turns to an arena
 * that it did not declare, schedules a behaviour, or gives a task to an interpreter. Rule R6.
 */
public final class UndeclaredAccessException extends ArenaException {
    private static final long serialVersionUID = 1L;

    UndeclaredAccessException(String message) {
        super(message);
    }
}
