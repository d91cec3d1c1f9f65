package org.arenas.error;

/** Thrown when something is put into a closed channel, or taken from one that is closed and empty. Rule R9. */
public final class ChannelClosedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    ChannelClosedException(String message) {
        super(message);
    }
}
