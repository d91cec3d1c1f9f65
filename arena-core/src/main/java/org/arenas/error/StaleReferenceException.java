package org.arenas.error;

/** Thrown when a Ref is dereferenced whose object was freed, or was collected because the owner's graph no longer kept it. Rule R4. */
public final class StaleReferenceException extends ArenaException {
    private static final long serialVersionUID = 1L;

    StaleReferenceException(String message) {
        super(message);
    }
}
