package org.arenas.actors.sharding;

import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.arenas.Ref;
import org.arenas.actors.ActorArenaSettings;
import org.arenas.actors.ActorHome;

/**
 * A type of entities: how each of them is made, kept and ended. Immutable; the {@code with...} methods return another.
 *
 * <pre>{@code
 * ArenaEntity<Command, Account> accounts = ArenaEntity.of(key, state, (home, entity, account) ->
 *         Behaviors.receive(Command.class)
 *                 .onMessage(Deposit.class, deposit -> {
 *                     home.get(account).deposit(deposit.amount());
 *                     return Behaviors.same();
 *                 })
 *                 .build());
 * }</pre>
 *
 * @param <M> the messages
 * @param <O> the state
 */
public final class ArenaEntity<M, O> {
    private final EntityTypeKey<M> key;
    private final ArenaState<O> state;
    private final Factory<M, O> factory;
    private final Options<M> options;

    /**
     * Makes the behavior of an entity.
     *
     * @param <M> the messages
     * @param <O> the state
     */
    @FunctionalInterface
    public interface Factory<M, O> {
        /**
         * Makes the behavior, with the arena held, each time that the entity is started.
         *
         * @param home the entity's arena
         * @param entity its id, its snapshots
         * @param state its state, made anew or read from the last snapshot; not to be freed or moved
         * @return the behavior, which can be any. One that stops itself, or fails without a supervisor, ends the entity without
         *     a snapshot: what was not saved is lost, and the next message starts the entity with its last snapshot.
         */
        Behavior<M> create(ActorHome home, ArenaEntityContext<M> entity, Ref<O> state);
    }

    /** What need not be given. Absent means: as configured. */
    private record Options<M>(
            Optional<ActorArenaSettings> arena,
            Optional<SnapshotStore> store,
            Optional<Optional<Duration>> passivateAfter,
            UnaryOperator<Entity<M, ShardingEnvelope<M>>> sharding) {}

    private ArenaEntity(EntityTypeKey<M> key, ArenaState<O> state, Factory<M, O> factory, Options<M> options) {
        this.key = Objects.requireNonNull(key, "key");
        this.state = Objects.requireNonNull(state, "state");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.options = options;
    }

    /**
     * A type of entities with everything else as configured under {@code arenas.sharding}.
     *
     * @param key the name of the type and the class of its messages
     * @param state how the state is made, written and read
     * @param factory makes the behavior
     * @return the type, to be given to {@link ArenaSharding#init}
     * @param <M> the messages
     * @param <O> the state
     */
    public static <M, O> ArenaEntity<M, O> of(EntityTypeKey<M> key, ArenaState<O> state, Factory<M, O> factory) {
        return new ArenaEntity<>(
                key,
                state,
                factory,
                new Options<>(Optional.empty(), Optional.empty(), Optional.empty(), UnaryOperator.identity()));
    }

    /**
     * How long an entity gets no message before it is passivated: between once and twice that long. Otherwise {@code
     * arenas.sharding.passivate-after}.
     *
     * @param idle longer than nothing
     * @return another type
     */
    public ArenaEntity<M, O> withPassivateAfter(Duration idle) {
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException(
                    "idle time must be longer than nothing: idle=" + idle + "; use withoutPassivation()");
        }
        return with(new Options<>(options.arena, options.store, Optional.of(Optional.of(idle)), options.sharding));
    }

    /**
     * Entities that stay until their shard goes elsewhere, or they passivate themselves.
     *
     * @return another type
     */
    public ArenaEntity<M, O> withoutPassivation() {
        return with(new Options<>(options.arena, options.store, Optional.of(Optional.empty()), options.sharding));
    }

    /**
     * Keeps snapshots elsewhere than on the nodes of the cluster.
     *
     * @param store a database, for example
     * @return another type
     */
    public ArenaEntity<M, O> withStore(SnapshotStore store) {
        return with(new Options<>(options.arena, Optional.of(store), options.passivateAfter, options.sharding));
    }

    /**
     * How the entities and their arenas go together. Otherwise {@code arenas.actors}.
     *
     * @param settings of the arenas
     * @return another type
     */
    public ArenaEntity<M, O> withArena(ActorArenaSettings settings) {
        return with(new Options<>(Optional.of(settings), options.store, options.passivateAfter, options.sharding));
    }

    /**
     * What Akka's own description of the type is to say: its role, allocation strategy, dispatcher or number of shards, for
     * example {@code entity -> entity.withRole("airports")}. Its stop message and its passivation strategy are ours.
     *
     * @param change is given the description, and returns the one to use
     * @return another type
     */
    public ArenaEntity<M, O> withSharding(UnaryOperator<Entity<M, ShardingEnvelope<M>>> change) {
        Objects.requireNonNull(change, "change");
        return with(new Options<>(options.arena, options.store, options.passivateAfter, change));
    }

    private ArenaEntity<M, O> with(Options<M> changed) {
        return new ArenaEntity<>(key, state, factory, changed);
    }

    EntityTypeKey<M> key() {
        return key;
    }

    ArenaState<O> state() {
        return state;
    }

    Factory<M, O> factory() {
        return factory;
    }

    Optional<ActorArenaSettings> arena() {
        return options.arena;
    }

    Optional<SnapshotStore> store() {
        return options.store;
    }

    Optional<Duration> passivateAfter(ShardingSettings defaults) {
        return options.passivateAfter.orElse(defaults.passivateAfter());
    }

    Entity<M, ShardingEnvelope<M>> changed(Entity<M, ShardingEnvelope<M>> description) {
        return options.sharding.apply(description);
    }

    @Override
    public String toString() {
        return "ArenaEntity(" + key.name() + ")";
    }
}
