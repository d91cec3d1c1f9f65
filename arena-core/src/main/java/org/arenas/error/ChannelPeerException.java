package org.arenas.error;

/** Thrown when a channel that was built for one sender or one receiver is used by another. Nothing was put or taken. */
public final class ChannelPeerException extends ArenaException {
    private static final long serialVersionUID = 1L;

    ChannelPeerException(String message) {
        super(message);
    }
}
