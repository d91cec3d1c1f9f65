package org.arenas.channel;

import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * An item with its sender, in channels that care what becomes of orphans.
 *
 * @param item the item
 * @param sender the interpreter whose task put it; null for a plain thread
 */
record Sent(Object item, @Nullable Interpreter sender) {
    static Sent byCaller(Object item) {
        return new Sent(item, Interpreter.current());
    }

    boolean isSenderClosed() {
        return sender != null && sender.state() == Interpreter.State.CLOSED;
    }
}
