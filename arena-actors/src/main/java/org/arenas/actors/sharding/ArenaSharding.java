package org.arenas.actors.sharding;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Entities over a cluster: for each id one interpreter, an actor with its arena, on one of the nodes. It starts with its
 * first message; when it has been idle, or its shard is to go to another node, its state is saved, its arena closed, and the
 * next message starts it again, wherever its shard is then, with that state. Akka Cluster Sharding decides where.
 *
 * <pre>{@code
 * ArenaSharding sharding = ArenaSharding.init(system, accounts);          // on each node
 * EntityRef<Command> alice = sharding.entityRefFor(key, "alice");
 * alice.tell(new Deposit(10, system.ignoreRef()));                        // wherever she is
 * }</pre>
 *
 * <p><b>What survives.</b> Passivation and rebalancing lose nothing that was processed. The death of a node loses what its
 * entities have done since their last {@linkplain ArenaEntityContext#save() save}: acknowledge what is saved, and let the
 * sender send again what was not acknowledged. A message is delivered at most once.
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
public final class ArenaSharding implements Extension {
    private static final Id ID = new Id();

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final ShardingSettings settings;
    private @Nullable SnapshotStore snapshots;

    private static final class Id extends ExtensionId<ArenaSharding> {
        @Override
        public ArenaSharding createExtension(ActorSystem<?> system) {
            return new ArenaSharding(system);
        }
    }

    private ArenaSharding(ActorSystem<?> system) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.settings = ShardingSettings.of(system.settings().config());
    }

    /**
     * {@return the entities of a system}
     *
     * @param system which is a node of a cluster
     */
    public static ArenaSharding get(ActorSystem<?> system) {
        return system.registerExtension(ID);
    }

    /**
     * Makes types of entities known to a node. To be called on each node, those that only send to them included.
     *
     * @param system which is a node of a cluster
     * @param entities the types
     * @return to get references from
     */
    public static ArenaSharding init(ActorSystem<?> system, ArenaEntity<?, ?>... entities) {
        ArenaSharding started = get(system);
        for (ArenaEntity<?, ?> entity : entities) {
            started.init(entity);
        }
        return started;
    }

    private <M, O> void init(ArenaEntity<M, O> entity) {
        SnapshotStore store = entity.store().orElseGet(this::snapshots);
        String type = entity.key().name();
        Entity<M, ShardingEnvelope<M>> described = entity.changed(Entity.of(
                entity.key(),
                context -> new EntityStart<>(
                                entity,
                                new EntityTools(
                                        settings,
                                        store,
                                        context.getShard(),
                                        new SnapshotStore.EntityKey(type, context.getEntityId())))
                        .create()));
        ClusterShardingSettings base = described.settings().orElseGet(() -> ClusterShardingSettings.create(system));
        ActorRef<?> unused = sharding.init(
                described.withSettings(base.withNoPassivationStrategy()).withStopMessage(stopMessage()));
    }

    /** Reaches the entity as it is, from the shard that is its parent: its type is known to nobody in between. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <M> M stopMessage() {
        return (M) EntitySignal.STOP;
    }

    /** The default store, which is started by the first that needs it, on a node that is to keep snapshots. */
    private synchronized SnapshotStore snapshots() {
        SnapshotStore present = snapshots;
        if (present == null) {
            boolean isKept = settings.role().isEmpty()
                    || Cluster.get(system).selfMember().hasRole(settings.role());
            present = isKept ? new DistributedSnapshots(system, settings) : new NoSnapshots(settings.role());
            snapshots = present;
        }
        return present;
    }

    /**
     * {@return a reference to an entity, which need not be started} Its asks fail with a timeout when the entity does not
     * answer.
     *
     * @param key the type, which was {@linkplain #init made known} to this node
     * @param id the entity's id
     * @param <M> its messages
     */
    public <M> EntityRef<M> entityRefFor(EntityTypeKey<M> key, String id) {
        return sharding.entityRefFor(key, id);
    }
}
