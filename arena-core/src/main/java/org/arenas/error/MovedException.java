package org.arenas.error;

/**
 * Thrown when a Ref is dereferenced whose object was moved out of the arena, and when a moved object is accepted a second
 * time. The message says who moved it, where, when and whereto.
 *
 * <p>Rule R4.
 */
public final class MovedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    MovedException(String message) {
        super(message);
    }
}
