package org.arenas.error;

/**
 * Thrown to everybody who wants an arena that was still held by a thread when that thread died. The arena stays held, so
 * that nobody sees its objects half changed; it can only be closed.
 *
 * <p>Rule R5.
 */
public final class AbandonedArenaException extends ArenaException {
    private static final long serialVersionUID = 1L;

    AbandonedArenaException(String message) {
        super(message);
    }
}
