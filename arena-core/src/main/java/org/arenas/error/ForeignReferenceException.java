package org.arenas.error;

/** Thrown when a Ref is dereferenced through a borrow that does not cover the arena of its object. Rule R2. */
public final class ForeignReferenceException extends ArenaException {
    private static final long serialVersionUID = 1L;

    ForeignReferenceException(String message) {
        super(message);
    }
}
