package org.arenas.error;

/** Thrown when a file was written in the other byte order. */
public final class ByteOrderException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    ByteOrderException(String message, String path) {
        super(message, path);
    }
}
