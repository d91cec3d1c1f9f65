package org.arenas.error;

/** Thrown when a shared arena has no free block of the size asked for and may not grow. Nothing has changed. */
public final class ArenaFullException extends ArenaException {
    private static final long serialVersionUID = 1L;

    ArenaFullException(String message) {
        super(message);
    }
}
