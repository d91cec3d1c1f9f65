package org.arenas.actors;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;

/** Has everything that a behavior does run as a task of the actor's interpreter, with its arena held. */
final class ArenaInterceptor<T> extends BehaviorInterceptor<T, T> {
    private final ActorArena arena;

    @SuppressWarnings("unchecked") // Messages of every class are meant; what the actor gets is a T or one of our own.
    ArenaInterceptor(ActorArena arena) {
        super((Class<T>) Object.class);
        this.arena = arena;
    }

    @Override
    public Behavior<T> aroundStart(TypedActorContext<T> context, PreStartTarget<T> target) {
        boolean entered = arena.enter();
        Throwable failure = null;
        try {
            return target.start(context);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            arena.leave(entered, failure);
            if (failure != null) {
                arena.startFailed(failure);
            }
        }
    }

    @Override
    public Behavior<T> aroundReceive(TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
        boolean entered = arena.enter();
        Throwable failure = null;
        try {
            arena.check(message);
            return target.apply(context, message);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            arena.processed(message);
            arena.leave(entered, failure);
        }
    }

    @Override
    public Behavior<T> aroundSignal(TypedActorContext<T> context, Signal signal, SignalTarget<T> target) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            return aroundLast(context, signal, target);
        }
        boolean entered = arena.enter();
        Throwable failure = null;
        try {
            return target.apply(context, signal);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            arena.leave(entered, failure);
        }
    }

    /** The last signal before the end or the restart: what it throws does not change what became of the actor. */
    private Behavior<T> aroundLast(TypedActorContext<T> context, Signal signal, SignalTarget<T> target) {
        boolean isEnd = signal instanceof PostStop;
        boolean entered = arena.enterIfOpen();
        try {
            return target.apply(context, signal);
        } finally {
            arena.leaveAtEnd(entered, isEnd);
            if (isEnd) {
                arena.ended();
            } else {
                arena.restarting();
            }
        }
    }

    @Override
    public String toString() {
        return "owning(" + arena + ")";
    }
}
