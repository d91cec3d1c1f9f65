package org.arenas.actors;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The calls from this node to one owner that nobody has answered yet.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread. What removes a call from here completes its stage, and
 * nobody else does.
 */
final class Link {
    /*
     * A call is here before its message is sent to the link's actor. So none is forgotten when that actor ends: it closes the
     * link, which gives back whatever is left, and a call that comes later finds the link closed and takes another.
     */
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private long numbersGiven;
    private boolean closed;
    private volatile @Nullable ActorRef<LinkActor.Command> actor;

    /** A call that waits for its answer. */
    static final class Call {
        final RemoteRef<?> ref;
        final Parcel command;
        final String name;
        final Delivery delivery;
        final Duration timeout;
        final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        long number;

        /** Used by the link's actor alone. */
        @Nullable
        Cancellable timer;

        /** When it was sent last. Used by the link's actor alone. */
        long sentNanos;

        Call(RemoteRef<?> ref, Parcel command, String name, Delivery delivery, Duration timeout) {
            this.ref = ref;
            this.command = command;
            this.name = name;
            this.delivery = delivery;
            this.timeout = timeout;
        }
    }

    void setActor(ActorRef<LinkActor.Command> actor) {
        this.actor = actor;
    }

    ActorRef<LinkActor.Command> actor() {
        return Objects.requireNonNull(actor);
    }

    /** {@return false if the link is closed} */
    synchronized boolean add(Call call) {
        if (closed) {
            return false;
        }
        call.number = ++numbersGiven;
        open.put(call.number, call);
        return true;
    }

    synchronized boolean isOpen(Call call) {
        return open.containsKey(call.number);
    }

    /** {@return the call, whose stage the caller of this completes, or null if somebody else has it} */
    @Nullable
    synchronized Call remove(long number) {
        return open.remove(number);
    }

    synchronized boolean isIdle() {
        return open.isEmpty();
    }

    /** {@return the calls of this moment, in the order in which they were made} */
    synchronized List<Call> calls() {
        return new ArrayList<>(open.values());
    }

    /** Closes the link unless there are calls. */
    synchronized boolean closeIfIdle() {
        closed = closed || open.isEmpty();
        return closed;
    }

    /** {@return the calls that are left} */
    synchronized List<Call> close() {
        closed = true;
        List<Call> left = calls();
        open.clear();
        return left;
    }
}
