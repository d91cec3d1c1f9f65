package org.arenas.error;

/** Thrown when what is to be opened is no file of an arena, or one whose creation never ended. */
public final class NotAnArenaFileException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    NotAnArenaFileException(String message, String path) {
        super(message, path);
    }
}
