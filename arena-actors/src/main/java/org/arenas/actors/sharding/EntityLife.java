package org.arenas.actors.sharding;

import akka.actor.Cancellable;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.arenas.error.ArenaException;
import org.arenas.error.SupersededEntityException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Around the behavior of an entity that has its state: sees to it that it does not end before that is saved. */
final class EntityLife<M, O> extends BehaviorInterceptor<Object, M> implements ArenaEntityContext<M> {
    /*
     * Ending.  STAYS → PASSIVATES     nothing has come for a while, or the behavior wants it
     *          PASSIVATES → PASSIVE   all is saved: the shard is told, keeps what comes from now on, and sends STOP
     *          PASSIVATES → STAYS     it cannot be saved
     *          any → STOPS            STOP came: at the end of passivation, or because the shard goes elsewhere
     *          STOPS → the end        all is saved
     * The shard is told of a passivation only when the state is saved: there is no way back from there. At STOP it is looked
     * again whether anything has changed, which costs one more writing of the state, and seldom one more save. What the shard
     * had sent before it was told comes before STOP.
     */
    private static final Logger LOG = LoggerFactory.getLogger(ArenaSharding.class);

    private final EntityTypeKey<M> type;
    private final EntityTools tools;
    private final ActorContext<Object> context;
    private final EntitySaves<O> saves;
    private final Optional<Duration> passivateAfter;

    private Ending ending = Ending.STAYS;
    private boolean touched;
    private boolean saved;
    private @Nullable Cancellable alarm;

    private enum Ending {
        STAYS,
        PASSIVATES,
        PASSIVE,
        STOPS
    }

    EntityLife(
            EntityTypeKey<M> type,
            EntityTools tools,
            ActorContext<Object> context,
            EntitySaves<O> saves,
            Optional<Duration> passivateAfter) {
        super(Object.class);
        this.type = type;
        this.tools = tools;
        this.context = context;
        this.saves = saves;
        this.passivateAfter = passivateAfter;
        setIdleAlarm();
    }

    // ---------------------------------------------------------------- for the behavior

    @Override
    public EntityTypeKey<M> type() {
        return type;
    }

    @Override
    public String id() {
        return tools.key().id();
    }

    @Override
    public CompletionStage<Void> save() {
        return saves.save();
    }

    @Override
    public void passivate() {
        saves.checkHeld();
        if (ending == Ending.STAYS) {
            ending = Ending.PASSIVATES;
            context.getSelf().tell(EntitySignal.RETRY);
        }
    }

    // ---------------------------------------------------------------- around the behavior

    @Override
    @SuppressWarnings("unchecked") // What is not ours is the behavior's: the shard gets nothing else.
    public Behavior<M> aroundReceive(TypedActorContext<Object> unused, Object message, ReceiveTarget<M> target) {
        if (message instanceof EntitySignal signal) {
            return told(signal);
        }
        if (message instanceof EntityAnswer.Stored answer) {
            return stored(answer);
        }
        touched = true;
        return target.apply(unused, (M) message);
    }

    @Override
    public Behavior<M> aroundSignal(TypedActorContext<Object> unused, Signal signal, SignalTarget<M> target) {
        if (signal instanceof PostStop) {
            ended();
        }
        return target.apply(unused, signal);
    }

    private void ended() {
        cancelAlarm();
        saves.end();
        if (ending == Ending.STOPS && !saved) {
            LOG.error(
                    "entity was stopped before its state was saved, what it did since is lost: entity={}", tools.key());
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private Behavior<M> told(EntitySignal signal) {
        switch (signal) {
            case STOP -> {
                ending = Ending.STOPS;
                cancelAlarm();
            }
            case IDLE -> idle();
            case RETRY -> {}
        }
        return goOn();
    }

    private void idle() {
        if (ending == Ending.STAYS && !touched) {
            ending = Ending.PASSIVATES;
        }
        touched = false;
        if (ending != Ending.STOPS) {
            setIdleAlarm();
        }
    }

    private void setIdleAlarm() {
        passivateAfter.ifPresent(idle -> alarm = context.scheduleOnce(idle, context.getSelf(), EntitySignal.IDLE));
    }

    private Behavior<M> stored(EntityAnswer.Stored answer) {
        saves.answered(answer);
        Throwable failure = answer.failure();
        if (failure instanceof SupersededEntityException) {
            LOG.error("entity stops without saving: entity={}", tools.key(), failure);
            return Behaviors.stopped();
        }
        return failure == null ? goOn() : notSaved(failure);
    }

    /** Ends if that is wanted and all is saved; else sees to it that it will be. */
    private Behavior<M> goOn() {
        if (saves.isWriting() || ending == Ending.STAYS || ending == Ending.PASSIVE) {
            return Behaviors.same();
        }
        try {
            if (!saves.saveIfChanged()) {
                return Behaviors.same();
            }
        } catch (ArenaException e) {
            return notSaved(e);
        }
        if (ending == Ending.STOPS) {
            saved = true;
            return Behaviors.stopped();
        }
        ending = Ending.PASSIVE;
        tools.shard().tell(new ClusterSharding.Passivate<>(context.getSelf()));
        return Behaviors.same();
    }

    private Behavior<M> notSaved(Throwable failure) {
        switch (ending) {
            case STAYS, PASSIVE -> {} // Whoever wanted it saved has got the failure.
            case PASSIVATES -> {
                LOG.warn("entity stays, as its state was not saved: entity={}", tools.key(), failure);
                ending = Ending.STAYS;
            }
            case STOPS -> {
                LOG.warn("entity does not stop yet, as its state was not saved: entity={}", tools.key(), failure);
                alarm = context.scheduleOnce(tools.settings().retryInterval(), context.getSelf(), EntitySignal.RETRY);
            }
        }
        return Behaviors.same();
    }

    @Override
    public String toString() {
        return "entity(" + tools.key() + ")";
    }
}
