package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.arenas.Access;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.jspecify.annotations.Nullable;

/**
 * Behaviors of actors that are interpreters.
 *
 * <pre>{@code
 * Behavior<Command> account = ArenaBehaviors.owning(home -> {
 *     Ref<Account> mine = home.own(new Account("Alice", 100));
 *     return Behaviors.receive(Command.class)
 *             .onMessage(Deposit.class, deposit -> {
 *                 home.get(mine).deposit(deposit.amount());
 *                 return Behaviors.same();
 *             })
 *             .build();
 * });
 * }</pre>
 */
public final class ArenaBehaviors {
    private ArenaBehaviors() {}

    /**
     * Gives an actor an arena of its own, which is held while the actor starts, processes a message or a signal. Any behavior
     * can be inside: setups, builders, timers, stashes, supervision. The arena is closed when the actor has ended: Refs to
     * its objects throw from then on, and who waits for it wakes with an exception.
     *
     * @param factory makes the behavior, with the arena held; runs at each start
     * @return the behavior to spawn, as often as wanted: each actor has an arena of its own
     * @param <T> the messages
     */
    public static <T> Behavior<T> owning(Function<ActorHome, Behavior<T>> factory) {
        Objects.requireNonNull(factory, "factory");
        return Behaviors.setup(context -> {
            ArenasExtension extension = ArenasExtension.of(context);
            return begin(extension, context, extension.defaults(), factory);
        });
    }

    /**
     * As {@link #owning(Function)}, with settings of its own.
     *
     * @param settings for example {@code ArenasExtension.get(system).defaults().withRestart(RestartPolicy.CLEAR)}
     * @param factory makes the behavior, with the arena held
     * @return the behavior to spawn
     * @param <T> the messages
     */
    public static <T> Behavior<T> owning(ActorArenaSettings settings, Function<ActorHome, Behavior<T>> factory) {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(factory, "factory");
        return Behaviors.setup(context -> begin(ArenasExtension.of(context), context, settings, factory));
    }

    private static <T> Behavior<T> begin(
            ArenasExtension extension,
            ActorContext<T> context,
            ActorArenaSettings settings,
            Function<ActorHome, Behavior<T>> factory) {
        ActorArena arena = extension.adopt(context.getSelf(), settings);
        return OwningBehavior.start(arena, context, factory);
    }

    /**
     * Schedules a behaviour on an arena, and gets its result as a message. Blocks nothing: the actor processes other messages
     * meanwhile.
     *
     * @param context of the actor that gets the message; only to be used in that actor
     * @param access what the behaviour needs
     * @param body the behaviour; runs elsewhere, with that arena held and not this actor's
     * @param adapter makes the message of the result, which must be shareable, or of the failure; has no home
     * @param <T> the actor's messages
     * @param <R> the type of the result
     */
    public static <T, R extends @Nullable Object> void pipeWhen(
            ActorContext<T> context,
            Access access,
            Function<? super Borrow, ? extends R> body,
            BiFunction<R, Throwable, T> adapter) {
        pipeWhen(context, List.of(access), body, adapter);
    }

    /**
     * As {@link #pipeWhen(ActorContext, Access, Function, BiFunction)}, on two arenas, held at the same time.
     *
     * @param context of the actor that gets the message
     * @param first what the behaviour needs
     * @param second what else it needs
     * @param body the behaviour
     * @param adapter makes the message
     * @param <T> the actor's messages
     * @param <R> the type of the result
     */
    public static <T, R extends @Nullable Object> void pipeWhen(
            ActorContext<T> context,
            Access first,
            Access second,
            Function<? super Borrow, ? extends R> body,
            BiFunction<R, Throwable, T> adapter) {
        pipeWhen(context, List.of(first, second), body, adapter);
    }

    /**
     * As {@link #pipeWhen(ActorContext, Access, Function, BiFunction)}, on any number of arenas, held at the same time.
     *
     * @param context of the actor that gets the message
     * @param accesses what the behaviour needs
     * @param body the behaviour
     * @param adapter makes the message
     * @param <T> the actor's messages
     * @param <R> the type of the result
     */
    public static <T, R extends @Nullable Object> void pipeWhen(
            ActorContext<T> context,
            List<Access> accesses,
            Function<? super Borrow, ? extends R> body,
            BiFunction<R, Throwable, T> adapter) {
        context.pipeToSelf(Arenas.when(accesses.toArray(Access[]::new)).<R>call(body), adapter::apply);
    }

    /**
     * Watches an actor, and gets a message with the reason once it has ended. If it is an actor with an arena in this system,
     * its arena is closed by then. An actor that has ended already is reported at once, with an unknown reason.
     *
     * @param context of the actor that gets the message; only to be used in that actor
     * @param actor any actor, on any node
     * @param adapter makes the message; has no home
     * @param <T> the watching actor's messages
     */
    public static <T> void watch(ActorContext<T> context, ActorRef<?> actor, Function<ActorEnd, T> adapter) {
        Objects.requireNonNull(adapter, "adapter");
        ArenasExtension extension = ArenasExtension.of(context);
        CompletableFuture<ActorEnd> end = extension.expectEnd(actor);
        if (!end.isDone() && extension.live(actor) == null) {
            // No arena, or none yet: whichever comes first, an arena that takes the matter over or the end.
            context.spawnAnonymous(EndWatch.of(actor, end, extension));
        }
        context.pipeToSelf(end, (told, impossible) -> adapter.apply(told));
    }
}
