package org.arenas.error;

/** Thrown when a record class cannot be kept in bytes. */
public final class NotMappableException extends ArenaException {
    private static final long serialVersionUID = 1L;

    /** See {@link #path()}. */
    private final String path;

    NotMappableException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** {@return where the offending component is, for example {@code order.customer.name}} */
    public String path() {
        return path;
    }
}
