package org.arenas.error;

/** Thrown when an arena that was declared for reading is used for writing. Rule R7. */
public final class AccessModeException extends ArenaException {
    private static final long serialVersionUID = 1L;

    AccessModeException(String message) {
        super(message);
    }
}
