package org.arenas.error;

/** Thrown when a process died half-way through a change of an arena that keeps no journal. */
public final class ArenaPoisonedException extends ArenaFileException {
    private static final long serialVersionUID = 1L;

    ArenaPoisonedException(String message, String path) {
        super(message, path);
    }
}
