package org.arenas.error;

/** Thrown when the machine stopped while an arena was in use, so that nobody knows what has reached the disk. */
public final class ArenaUncleanException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    ArenaUncleanException(String message, String path) {
        super(message, path);
    }
}
