package org.arenas.error;

/** Thrown when another process holds an arena for longer than the patience. It is alive, and is not robbed. */
public final class ArenaBusyException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    ArenaBusyException(String message, String path) {
        super(message, path);
    }
}
