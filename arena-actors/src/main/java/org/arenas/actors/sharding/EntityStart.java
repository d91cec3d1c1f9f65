package org.arenas.actors.sharding;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import java.util.Optional;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.actors.ArenaBehaviors;
import org.arenas.error.EntityStateException;
import org.arenas.error.EntityViolations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of an entity: it gets its last snapshot, makes its state of it, and then is what the user made it. */
final class EntityStart<M, O> {
    /*
     * load    the last snapshot; again after a while if the store does not say
     * claim   store the same state with the first version of this start, so that an earlier incarnation that lives on where
     *         it is cut off can store nothing any more; if that fails, load again
     * run     what came meanwhile, in its order; then STOP, if that came, too
     * A snapshot that cannot be read fails the actor: the next message starts it again, maybe with a better reader.
     */
    private static final Logger LOG = LoggerFactory.getLogger(ArenaSharding.class);

    static {
        EntityAnswer.register();
    }

    private final ArenaEntity<M, O> entity;
    private final EntityTools tools;

    EntityStart(ArenaEntity<M, O> entity, EntityTools tools) {
        this.entity = entity;
        this.tools = tools;
    }

    Behavior<M> create() {
        Behavior<Object> behavior = entity.arena()
                .map(settings -> ArenaBehaviors.owning(settings, this::begin))
                .orElseGet(() -> ArenaBehaviors.owning(this::begin));
        return behavior.narrow();
    }

    private Behavior<Object> begin(ActorHome home) {
        return Behaviors.setup(context -> Behaviors.withStash(
                tools.settings().stashCapacity(), stash -> new Starting(home, context, stash).load()));
    }

    private final class Starting {
        private final ActorHome home;
        private final ActorContext<Object> context;
        private final StashBuffer<Object> stash;
        private @Nullable O object;
        private boolean stopping;

        Starting(ActorHome home, ActorContext<Object> context, StashBuffer<Object> stash) {
            this.home = home;
            this.context = context;
            this.stash = stash;
        }

        Behavior<Object> load() {
            EntityAnswer.of(() -> tools.store().load(tools.key()))
                    .whenComplete((found, failure) -> context.getSelf()
                            .tell(new EntityAnswer.Loaded(
                                    failure == null ? found : Optional.empty(), EntityAnswer.unwrapped(failure))));
            return Behaviors.receive(Object.class)
                    .onMessage(EntityAnswer.Loaded.class, this::loaded)
                    .onMessage(EntityAnswer.Stored.class, this::claimed)
                    .onMessageEquals(EntitySignal.RETRY, this::load)
                    .onMessageEquals(EntitySignal.STOP, this::stopLater)
                    .onAnyMessage(this::keep)
                    .onSignal(PostStop.class, stopped -> lost())
                    .build();
        }

        private Behavior<Object> loaded(EntityAnswer.Loaded answer) {
            if (answer.failure() != null) {
                return tryAgain(answer.failure());
            }
            Optional<Snapshot> found = answer.found();
            O made = found.map(this::read)
                    .orElseGet(() -> entity.state().create(tools.key().id()));
            object = made;
            byte[] bytes =
                    found.map(Snapshot::state).orElseGet(() -> EntitySaves.write(tools.key(), entity.state(), made));
            long last = found.map(Snapshot::version).orElse(0L);
            Snapshot claim = new Snapshot(Snapshot.firstVersionAfter(last), bytes);
            EntityAnswer.of(() -> tools.store().save(tools.key(), claim))
                    .whenComplete((nothing, failure) ->
                            context.getSelf().tell(new EntityAnswer.Stored(claim, EntityAnswer.unwrapped(failure))));
            return Behaviors.same();
        }

        @SuppressWarnings("IllegalCatch")
        private O read(Snapshot snapshot) {
            try {
                return entity.state().read(tools.key().id(), snapshot.state());
            } catch (Exception | LinkageError | StackOverflowError e) {
                EntityStateException failure = EntityViolations.stateNotRead(
                        tools.key().toString(), snapshot.version(), snapshot.size(), e.toString());
                failure.initCause(e);
                throw failure;
            }
        }

        private Behavior<Object> claimed(EntityAnswer.Stored claim) {
            O present = object;
            if (claim.failure() != null || present == null) {
                return tryAgain(claim.failure());
            }
            Ref<O> state = home.own(present);
            EntitySaves<O> saves = new EntitySaves<>(
                    home, state, entity.state(), tools.store(), tools.key(), claim.snapshot(), context.getSelf()::tell);
            EntityLife<M, O> life =
                    new EntityLife<>(entity.key(), tools, context, saves, entity.passivateAfter(tools.settings()));
            Behavior<M> behavior = entity.factory().create(home, life, state);
            if (stopping) {
                context.getSelf().tell(EntitySignal.STOP);
            }
            return stash.unstashAll(Behaviors.intercept(() -> life, behavior));
        }

        /** Comes after all that the shard has sent: so it can wait until that was processed, wherever the stash ends. */
        private Behavior<Object> stopLater() {
            stopping = true;
            return Behaviors.same();
        }

        private Behavior<Object> tryAgain(@Nullable Throwable failure) {
            LOG.warn("entity does not start yet, as its store does not answer: entity={}", tools.key(), failure);
            if (stopping) {
                return Behaviors.stopped();
            }
            context.scheduleOnce(tools.settings().retryInterval(), context.getSelf(), EntitySignal.RETRY);
            return Behaviors.same();
        }

        private Behavior<Object> keep(Object message) {
            if (stash.isFull()) {
                LOG.warn(
                        "message to an entity that starts is dropped: entity={}, waiting={}, message={}; see {}",
                        tools.key(),
                        stash.size(),
                        message.getClass().getName(),
                        "arenas.sharding.stash-capacity");
            } else {
                stash.stash(message);
            }
            return Behaviors.same();
        }

        private Behavior<Object> lost() {
            if (stash.nonEmpty()) {
                LOG.warn(
                        "messages to an entity that did not start are lost: entity={}, messages={}",
                        tools.key(),
                        stash.size());
            }
            return Behaviors.same();
        }
    }
}
