package org.arenas.actors;

import akka.actor.typed.Behavior;
import akka.actor.typed.ExtensibleBehavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.internal.UnstashException;
import akka.actor.typed.javadsl.Behaviors;
import java.util.function.Function;

/**
 * Has everything that a behavior does run as a task of the actor's interpreter, with its arena held: its start, its messages
 * and its signals.
 */
final class OwningBehavior<T> extends ExtensibleBehavior<T> {
    /*
     * Akka's BehaviorInterceptor would do, but for the time it takes: it wraps what the behavior returns anew and looks
     * through the whole stack of wrappers with each message. Here the wrapper stays, and remembers what is inside. That is
     * allowed because it is made anew with each start of an actor, and used by that actor alone.
     *
     * UnstashException is the one internal class of Akka that has to be known here: a message taken from a stash that fails
     * tells Akka in this way which behavior was the last, and it is this one, not what is inside; or a restarted or resumed
     * actor would go on without its arena.
     */
    private final ActorArena arena;
    private Behavior<T> inside;

    private OwningBehavior(ActorArena arena, Behavior<T> inside) {
        this.arena = arena;
        this.inside = inside;
    }

    /** Starts what a factory makes. {@return the behavior of an actor, or one that is not alive} */
    static <T> Behavior<T> start(
            ActorArena arena, TypedActorContext<T> context, Function<ActorHome, Behavior<T>> factory) {
        Behavior<T> started = null;
        Throwable failure = null;
        boolean entered = arena.enter();
        try {
            started = Behavior.validateAsInitial(Behavior.start(factory.apply(arena.home()), context));
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            arena.leave(entered, failure);
            if (started == null || !Behavior.isAlive(started)) {
                arena.notStarted(failure);
            }
        }
        return Behavior.isAlive(started) ? new OwningBehavior<>(arena, started) : started;
    }

    @Override
    public Behavior<T> receive(TypedActorContext<T> context, T message) {
        if (message instanceof OwnerMessage ours) {
            ours.reach(arena);
            return Behaviors.same();
        }
        boolean entered = arena.enter();
        Throwable failure = null;
        try {
            arena.check(message);
            return next(context, Behavior.interpretMessage(inside, context, message));
        } catch (UnstashException<?> e) {
            failure = e.cause();
            throw unstashing(e);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            arena.processed(message);
            arena.leave(entered, failure);
        }
    }

    @Override
    public Behavior<T> receiveSignal(TypedActorContext<T> context, Signal signal) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            return receiveLast(context, signal);
        }
        boolean entered = arena.enter();
        Throwable failure = null;
        try {
            return next(context, Behavior.interpretSignal(inside, context, signal));
        } catch (UnstashException<?> e) {
            failure = e.cause();
            throw unstashing(e);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            arena.leave(entered, failure);
        }
    }

    /** The last signal before the end or the restart: what it throws does not change what became of the actor. */
    private Behavior<T> receiveLast(TypedActorContext<T> context, Signal signal) {
        boolean isEnd = signal instanceof PostStop;
        boolean entered = arena.enterIfOpen();
        try {
            return next(context, Behavior.interpretSignal(inside, context, signal));
        } finally {
            arena.leaveAtEnd(entered, isEnd);
            if (isEnd) {
                arena.ended();
            } else {
                arena.restarting();
            }
        }
    }

    private Behavior<T> next(TypedActorContext<T> context, Behavior<T> next) {
        if (Behavior.isUnhandled(next)) {
            return next;
        }
        if (!Behavior.isAlive(next)) {
            arena.stops();
            return next;
        }
        inside = Behavior.canonicalize(next, inside, context);
        return Behaviors.same();
    }

    @SuppressWarnings("unchecked") // What was inside when the message was unstashed came out of this behavior.
    private UnstashException<T> unstashing(UnstashException<?> thrown) {
        inside = (Behavior<T>) thrown.behavior();
        return new UnstashException<>(thrown.cause(), this);
    }

    @Override
    public String toString() {
        return "owning(" + arena + ", " + inside + ")";
    }
}
