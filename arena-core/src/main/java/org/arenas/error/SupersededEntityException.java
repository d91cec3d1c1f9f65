package org.arenas.error;

/** An entity that was started elsewhere since, while it was cut off: what it wants to store would undo what its successor did. */
public final class SupersededEntityException extends ArenaException {
    private static final long serialVersionUID = 1L;

    SupersededEntityException(String message) {
        super(message);
    }
}
