package org.arenas.error;

/** A parallel map, or one item of it, took longer than it was given. */
public final class MapTimeoutException extends ArenaException {
    private static final long serialVersionUID = 1L;

    MapTimeoutException(String message) {
        super(message);
    }
}
