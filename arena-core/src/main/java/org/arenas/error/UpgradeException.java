package org.arenas.error;

/**
 * Thrown when an execution asks for an arena exclusively while it holds the same arena shared: such an upgrade would
 * deadlock with any other reader that tries the same.
 *
 * <p>Rule R7.
 */
public final class UpgradeException extends ArenaException {
    private static final long serialVersionUID = 1L;

    UpgradeException(String message) {
        super(message);
    }
}
