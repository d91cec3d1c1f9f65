package org.arenas.error;

/**
 * Thrown by {@code assertHeld()} when the calling execution does not hold the arena, and by operations that need a
 * running interpreter task where there is none.
 *
 * <p>Rule R2.
 */
public final class NotHeldException extends ArenaException {
    private static final long serialVersionUID = 1L;

    NotHeldException(String message) {
        super(message);
    }
}
