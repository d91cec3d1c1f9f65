package org.arenas.error;

/** Thrown when an interpreter waits for a task of its own, which could only start after the current one has ended. Rule R13. */
public final class SelfCallException extends ArenaException {
    private static final long serialVersionUID = 1L;

    SelfCallException(String message) {
        super(message);
    }
}
