package org.arenas.error;

/**
 * Thrown when a value cannot be frozen: part of it has no immutable form, or it refers back to itself.
 *
 * <p>Rule R8.
 */
public final class NotFreezableException extends ArenaException {
    private static final long serialVersionUID = 1L;

    /** See {@link #path()}. */
    private final String path;

    NotFreezableException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** {@return where the offending part is, for example {@code order.lines[3].product}} */
    public String path() {
        return path;
    }
}
