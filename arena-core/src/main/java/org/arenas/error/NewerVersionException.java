package org.arenas.error;

/** Thrown when a file was written by a later version of the library. */
public final class NewerVersionException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    NewerVersionException(String message, String path) {
        super(message, path);
    }
}
