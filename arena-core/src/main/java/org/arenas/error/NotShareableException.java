package org.arenas.error;

/**
 * Thrown when a value that is to leave its arena is not shareable: it, or something it refers to, can be changed.
 *
 * <p>Rule R8.
 */
public final class NotShareableException extends ArenaException {
    private static final long serialVersionUID = 1L;

    /** See {@link #path()}. */
    private final String path;

    NotShareableException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** {@return where the offending part is, for example {@code order.lines[3].product}} */
    public String path() {
        return path;
    }
}
