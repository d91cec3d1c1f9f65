package org.arenas.actors;

import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * A message for whose answer somebody waits. As long as the actor that it was sent to has not processed it, that actor has to
 * go on for the answer to come; afterwards it may be somebody else's turn, and nobody is named.
 */
final class PendingAsk {
    private final Object message;
    private volatile @Nullable Interpreter asked;

    PendingAsk(Object message, Interpreter asked) {
        this.message = message;
        this.asked = asked;
    }

    /** The interpreter that has to go on, or null if that is not known. */
    @Nullable
    Interpreter asked() {
        return asked;
    }

    /** Whether this is the message, which was processed now. */
    boolean isFor(Object processed) {
        if (processed != message) {
            return false;
        }
        asked = null;
        return true;
    }
}
