package org.arenas.error;

/** Thrown when a range of an array is claimed while another has some of it in a conflicting mode. Rule R7. */
public final class RangeConflictException extends ArenaException {
    private static final long serialVersionUID = 1L;

    RangeConflictException(String message) {
        super(message);
    }
}
