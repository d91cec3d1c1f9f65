package org.arenas.error;

/** Thrown instead of an item whose sender was closed before it was taken, by channels that were built so. Rule R9. */
public final class OrphanedItemException extends ArenaException {
    private static final long serialVersionUID = 1L;

    OrphanedItemException(String message) {
        super(message);
    }
}
