package org.arenas.error;

/** Thrown when a file is shorter than what it says it holds. */
public final class TruncatedFileException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    TruncatedFileException(String message, String path) {
        super(message, path);
    }
}
