package org.arenas.error;

/**
 * Thrown when a deep copy meets an object that the library cannot copy.
 *
 * <p>Rule R8.
 */
public final class NotCopyableException extends ArenaException {
    private static final long serialVersionUID = 1L;

    /** See {@link #path()}. */
    private final String path;

    NotCopyableException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** {@return where the offending part is, for example {@code order.lines[3].product}} */
    public String path() {
        return path;
    }
}
