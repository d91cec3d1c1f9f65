package org.arenas.error;

/** Thrown when a handle of a shared arena leads to a block of another type than the one asked for. Rule R4. */
public final class HandleTypeException extends ArenaException {
    private static final long serialVersionUID = 1L;

    HandleTypeException(String message) {
        super(message);
    }
}
