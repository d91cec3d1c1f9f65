package org.arenas.channel;

import java.util.function.Consumer;
import org.arenas.Interpreter;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/** Who may use which end of a channel, and so who alone could end a wait at the other. */
final class Peers {
    private final String channel;
    private final @Nullable Interpreter sender;
    private final @Nullable Interpreter receiver;

    Peers(String channel, @Nullable Interpreter sender, @Nullable Interpreter receiver) {
        this.channel = channel;
        this.sender = sender;
        this.receiver = receiver;
    }

    void checkSender() {
        if (sender != null && Interpreter.current() != sender) {
            throw violation("put", sender.toString());
        }
    }

    void checkReceiver() {
        if (receiver != null && Interpreter.current() != receiver) {
            throw violation("take", receiver.toString());
        }
    }

    RuntimeException secondSender() {
        return violation("put", "a single sender at a time");
    }

    RuntimeException secondReceiver() {
        return violation("take", "a single receiver at a time");
    }

    private RuntimeException violation(String operation, String allowed) {
        return Violations.channelPeer(
                channel, operation, allowed, Execution.current().describe());
    }

    /** Whether it is known who could end a wait. */
    boolean knowSender() {
        return sender != null;
    }

    boolean knowReceiver() {
        return receiver != null;
    }

    /**
     * Visits the sender's running task. If none runs, nobody is in the way: the next one may put. A task that waits for its
     * home arena has no execution yet and is left out, so that a cycle through it is not found rather than wrongly found.
     */
    void visitSender(Consumer<Waiting.Edge> visitor) {
        visit(sender, "filled only", visitor);
    }

    void visitReceiver(Consumer<Waiting.Edge> visitor) {
        visit(receiver, "emptied only", visitor);
    }

    private void visit(@Nullable Interpreter peer, String how, Consumer<Waiting.Edge> visitor) {
        Execution running = peer == null ? null : Execution.running(peer);
        if (running != null) {
            visitor.accept(new Waiting.Edge(running, channel, how));
        }
    }
}
