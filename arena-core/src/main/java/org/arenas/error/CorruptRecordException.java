package org.arenas.error;

/** Thrown when stored bytes are no value of the component that they belong to. */
public final class CorruptRecordException extends ArenaException {
    private static final long serialVersionUID = 1L;

    CorruptRecordException(String message) {
        super(message);
    }
}
