package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.arenas.Arena;
import org.arenas.Home;
import org.arenas.HostedTurn;
import org.arenas.Interpreter;
import org.arenas.Moved;
import org.arenas.Ref;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The home arena of an actor, as its behavior sees it: one object for the actor's whole life, which works while the actor
 * processes a message or a signal, because the arena is held then, and throws otherwise.
 *
 * <p><b>Ownership.</b> Belongs to the actor, and is of no use to anybody else. Functions that Akka runs outside the behavior
 * have no home: message adapters, the functions given to {@code pipeToSelf} and {@code ask}, and what completes a future.
 * <p><b>Interleaving.</b> While the behavior waits, for another arena or in {@link #askAndWait}, the home arena is given up
 * and others may change its objects; the actor's own next message is not processed meanwhile. See {@link Home}.
 */
public final class ActorHome {
    private final ActorArena owner;

    ActorHome(ActorArena owner) {
        this.owner = owner;
    }

    /** {@return the actor's arena} May be called from anywhere. */
    public Arena arena() {
        return owner.interpreter().arena();
    }

    /** {@return the actor as an interpreter} May be called from anywhere. */
    public Interpreter interpreter() {
        return owner.interpreter();
    }

    /**
     * {@return the borrow of the home arena for the message that is being processed, to be handed to code that wants one}
     *
     * @throws org.arenas.error.NotHeldException if no message or signal of this actor is being processed
     */
    public Home borrow() {
        HostedTurn turn = owner.turn();
        if (turn == null) {
            throw Violations.notHeld(arena().toString(), Thread.currentThread().getName());
        }
        return turn.home();
    }

    /**
     * Dereferences. See {@link Home#get}.
     *
     * @param ref of an object in this arena
     * @return the object, to be used while this message is processed
     * @param <T> the object's type
     * @throws org.arenas.error.StaleReferenceException if the object was freed or collected
     * @throws org.arenas.error.ForeignReferenceException if it is in another arena
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <T> T get(Ref<T> ref) {
        return borrow().get(ref);
    }

    /**
     * Gives an object to the arena. See {@link Home#own}.
     *
     * @param object which the caller must not keep elsewhere
     * @return the proxy, which can be sent to anybody
     * @param <T> the object's type
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <T> Ref<T> own(T object) {
        return borrow().own(object);
    }

    /**
     * Makes a proxy for an object that the arena's own graph keeps. See {@link Home#expose}.
     *
     * @param object part of an object of this arena
     * @return the proxy
     * @param <T> the object's type
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <T> Ref<T> expose(T object) {
        return borrow().expose(object);
    }

    /**
     * Makes a reference to an object of this arena that may travel to other nodes.
     *
     * @param ref of an object in this arena; whether it is still there is found out by each call
     * @return the reference, which keeps nothing alive
     * @param <T> the object's type
     * @throws org.arenas.error.ForeignReferenceException if it is in another arena
     */
    public <T> RemoteRef<T> remote(Ref<T> ref) {
        if (ref.arena() != arena()) {
            throw Violations.foreignReference(
                    ref.toString(),
                    ref.arena().toString(),
                    arena().toString(),
                    Thread.currentThread().getName());
        }
        return new RemoteRef<>(owner.extension(), owner.self(), ref.id());
    }

    /**
     * Takes an object out of the arena. See {@link Home#free}.
     *
     * @param ref of an object in this arena
     * @return the object
     * @param <T> the object's type
     * @throws org.arenas.error.StaleReferenceException if it was freed or collected before
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <T> T free(Ref<T> ref) {
        return borrow().free(ref);
    }

    /**
     * Takes an object out of the arena, to be sent to another one: the size of the object does not matter. See {@link
     * Home#move}.
     *
     * @param ref of an object in this arena
     * @return the object on its way
     * @param <T> the object's type
     * @throws org.arenas.error.StaleReferenceException if it was freed or collected before
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <T> Moved<T> move(Ref<T> ref) {
        return borrow().move(ref);
    }

    /**
     * Gives an object that came in a message to this arena. See {@link Home#accept}.
     *
     * @param moved which nobody has accepted yet
     * @return the new proxy
     * @param <T> the object's type
     * @throws org.arenas.error.MovedException if it was accepted before
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <T> Ref<T> accept(Moved<T> moved) {
        return borrow().accept(moved);
    }

    /**
     * Gives the arena up around something that blocks. See {@link Home#suspendDuring}.
     *
     * @param blocking runs on the calling thread
     * @return what it returns
     * @param <R> the type of the result
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <R extends @Nullable Object> R suspendDuring(Supplier<? extends R> blocking) {
        return borrow().suspendDuring(blocking);
    }

    /**
     * Asks another actor and waits for the answer, with the home arena given up. For what has to be straight code; {@code
     * ActorContext.ask} blocks no thread. If the other is an actor with an arena in this system, the wait stands in the
     * wait-for graph until the other has processed the message: actors that wait for each other's answers get a {@link
     * org.arenas.error.DeadlockException} at once instead of a timeout.
     *
     * @param target whom to ask
     * @param message makes the message, with a reference for the answer in it
     * @param timeout how long to wait
     * @param system the actor system
     * @return the answer
     * @param <Q> the messages of the other
     * @param <A> the answer
     * @throws org.arenas.error.SelfCallException if the target is this actor
     * @throws org.arenas.error.InterpreterClosedException if the target has an arena and ends before it has come to the message
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle; the message was sent nevertheless
     * @throws java.util.concurrent.CompletionException with a {@link java.util.concurrent.TimeoutException} if no answer came
     * @throws org.arenas.error.NotHeldException if no message of this actor is being processed
     */
    public <Q, A> A askAndWait(
            ActorRef<Q> target, Function<ActorRef<A>, Q> message, Duration timeout, ActorSystem<?> system) {
        Objects.requireNonNull(message, "message");
        Home home = borrow();
        if (target.equals(owner.self())) {
            throw Violations.selfCall(interpreter().toString());
        }
        ActorArena asked = owner.extension().live(target);
        if (asked == null) {
            CompletionStage<A> answer = AskPattern.ask(target, message::apply, timeout, system.scheduler());
            return home.await(answer, () -> null);
        }
        PendingAsk[] pending = new PendingAsk[1];
        CompletionStage<A> stage = AskPattern.ask(
                target,
                replyTo -> {
                    Q made = message.apply(replyTo);
                    pending[0] = asked.ask(made);
                    return made;
                },
                timeout,
                system.scheduler());
        CompletableFuture<A> answer = stage.toCompletableFuture();
        PendingAsk ask = pending[0];
        ask.onReceiverEnded(() -> answer.completeExceptionally(Violations.interpreterClosed(
                asked.interpreter().toString(), interpreter().toString())));
        try {
            return home.await(answer, ask::asked);
        } finally {
            asked.forget(ask);
        }
    }

    @Override
    public String toString() {
        return "ActorHome(" + arena() + ")";
    }
}
