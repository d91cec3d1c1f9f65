package org.arenas.error;

/** The user's own writer or reader of an entity's state failed, with the cause. The last snapshot stays as it was. */
public final class EntityStateException extends ArenaException {
    private static final long serialVersionUID = 1L;

    EntityStateException(String message) {
        super(message);
    }
}
