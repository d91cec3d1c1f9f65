package org.arenas.error;

/** Thrown when what should be the description of a layout is none. */
public final class DamagedLayoutException extends ArenaException {
    private static final long serialVersionUID = 1L;

    DamagedLayoutException(String message) {
        super(message);
    }
}
