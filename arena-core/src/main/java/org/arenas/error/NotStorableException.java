package org.arenas.error;

/** Thrown when a record has a value that its place in memory cannot hold. Nothing was written. */
public final class NotStorableException extends ArenaException {
    private static final long serialVersionUID = 1L;

    /** See {@link #path()}. */
    private final String path;

    NotStorableException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** {@return where the value is, for example {@code order.customer.name}} */
    public String path() {
        return path;
    }
}
