package org.arenas.error;

/** An entity's snapshot that was not stored, or not found out, in time. It may have been stored nevertheless. */
public final class SnapshotStoreException extends ArenaException {
    private static final long serialVersionUID = 1L;

    SnapshotStoreException(String message) {
        super(message);
    }
}
