package org.arenas.actors;

import java.util.concurrent.CompletableFuture;
import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * A message for whose answer somebody waits. As long as the actor that it was sent to has not processed it, that actor has to
 * go on for the answer to come; afterwards it may be somebody else's turn, and nobody is named.
 */
final class PendingAsk {
    private final Object message;
    private final CompletableFuture<Void> receiverEnded = new CompletableFuture<>();
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

    /** The actor has ended and will not process the message. */
    void receiverEnded() {
        asked = null;
        receiverEnded.complete(null);
    }

    /** Runs something if the actor ends, or has ended, without having processed the message. */
    void onReceiverEnded(Runnable told) {
        CompletableFuture<Void> unused = receiverEnded.thenRun(told);
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
