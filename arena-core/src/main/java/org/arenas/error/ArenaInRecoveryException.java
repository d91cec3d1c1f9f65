package org.arenas.error;

/** Thrown when another process undoes what a dead one left half done, and that takes longer than the patience. */
public final class ArenaInRecoveryException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    ArenaInRecoveryException(String message, String path) {
        super(message, path);
    }
}
