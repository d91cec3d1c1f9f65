package org.arenas.error;

/** Thrown when an interpreter's home arena, or the home borrow of a task, is closed by hand instead of by its interpreter. Rule R9. */
public final class HomeArenaException extends ArenaException {
    private static final long serialVersionUID = 1L;

    HomeArenaException(String message) {
        super(message);
    }
}
