package org.arenas.error;

/** Thrown when the head of a file is not what was written there. */
public final class FileChecksumException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    FileChecksumException(String message, String path) {
        super(message, path);
    }
}
