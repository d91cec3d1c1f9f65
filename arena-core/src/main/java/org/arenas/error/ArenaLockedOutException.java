package org.arenas.error;

/** Thrown when a process is not let in: all places are taken, or a tool needs the file for itself. */
public final class ArenaLockedOutException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    ArenaLockedOutException(String message, String path) {
        super(message, path);
    }
}
