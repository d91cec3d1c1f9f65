package org.arenas.error;

/** Thrown when the memory of a shared arena does not hold what was written there. */
public final class ArenaDamagedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    ArenaDamagedException(String message) {
        super(message);
    }
}
