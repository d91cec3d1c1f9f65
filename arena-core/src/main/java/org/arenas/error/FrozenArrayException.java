package org.arenas.error;

/** Thrown when a frozen array of a shared arena would be changed. Rule R7. */
public final class FrozenArrayException extends ArenaException {
    private static final long serialVersionUID = 1L;

    FrozenArrayException(String message) {
        super(message);
    }
}
