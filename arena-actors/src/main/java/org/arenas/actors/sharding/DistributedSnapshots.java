package org.arenas.actors.sharding;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWRegister;
import akka.cluster.ddata.LWWRegisterKey;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.ddata.typed.javadsl.ReplicatorSettings;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.arenas.error.ArenaException;
import org.arenas.error.EntityViolations;

/**
 * Snapshots on the nodes of the cluster. One is safe once a majority has it: it survives the death of any minority.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class DistributedSnapshots implements SnapshotStore {
    /*
     * One register for each entity, in a replicator of our own, so that its settings are. Its clock is the snapshot's version,
     * not the time: the nodes' clocks do not matter.
     *
     * Writes go to a majority. Reads ask all nodes, and a majority if some do not answer in time: a majority that was asked
     * just after the cluster has changed need not meet the one that was written to, all nodes do.
     *
     * An attempt asks the nodes that were there when it began. While a node leaves or dies, attempts fail that would need it,
     * until it is known to be gone: hence several short ones. To store the same version again changes nothing.
     */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final ShardingSettings settings;
    private final SelfUniqueAddress self;
    private final ActorRef<Replicator.Command> replicator;

    /** Tells the replicator's answer from a failure of the update itself. Has no stack: it goes no further. */
    private static final class Later extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long version;

        Later(long version) {
            super("later version stored: " + version, null, false, false);
            this.version = version;
        }
    }

    DistributedSnapshots(ActorSystem<?> system, ShardingSettings settings) {
        this.system = system;
        this.settings = settings;
        this.self = new SelfUniqueAddress(Cluster.get(system).selfMember().uniqueAddress());
        this.replicator = system.systemActorOf(
                Replicator.behavior(ReplicatorSettings.create(settings.replicator())),
                "arenasSnapshots",
                Props.empty());
    }

    @Override
    public CompletionStage<Optional<Snapshot>> load(EntityKey entity) {
        long deadline = System.nanoTime() + settings.readTimeout().toNanos();
        return get(entity, new Replicator.ReadAll(settings.attemptTimeout()))
                .thenCompose(answer -> answer instanceof Replicator.GetFailure
                        ? majority(entity, deadline)
                        : CompletableFuture.completedFuture(answer))
                .thenApply(answer -> found(entity, answer));
    }

    private CompletionStage<Replicator.GetResponse<LWWRegister<Snapshot>>> majority(EntityKey entity, long deadline) {
        return get(entity, new Replicator.ReadMajority(settings.attemptTimeout()))
                .thenCompose(answer -> answer instanceof Replicator.GetFailure && System.nanoTime() - deadline < 0
                        ? majority(entity, deadline)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletionStage<Replicator.GetResponse<LWWRegister<Snapshot>>> get(
            EntityKey entity, Replicator.ReadConsistency consistency) {
        return AskPattern.<Replicator.Command, Replicator.GetResponse<LWWRegister<Snapshot>>>ask(
                        replicator,
                        replyTo -> new Replicator.Get<>(key(entity), consistency, replyTo),
                        consistency.timeout().plus(GRACE),
                        system.scheduler())
                .exceptionally(late -> {
                    throw EntityViolations.notLoaded(entity.toString(), late.toString());
                });
    }

    private Optional<Snapshot> found(EntityKey entity, Replicator.GetResponse<LWWRegister<Snapshot>> answer) {
        if (answer instanceof Replicator.GetSuccess<LWWRegister<Snapshot>> success) {
            return Optional.of(success.dataValue().getValue());
        }
        if (answer instanceof Replicator.NotFound) {
            return Optional.empty();
        }
        throw EntityViolations.notLoaded(
                entity.toString(), "no majority of the nodes answered within " + settings.readTimeout());
    }

    @Override
    public CompletionStage<Void> save(EntityKey entity, Snapshot snapshot) {
        if (snapshot.size() > settings.maxBytes()) {
            return CompletableFuture.failedFuture(EntityViolations.notStored(
                    entity.toString(),
                    snapshot.version(),
                    "it has " + snapshot.size() + " bytes, more than arenas.sharding.snapshots.max-bytes = "
                            + settings.maxBytes()));
        }
        return update(
                entity, snapshot, System.nanoTime() + settings.writeTimeout().toNanos());
    }

    private CompletionStage<Void> update(EntityKey entity, Snapshot snapshot, long deadline) {
        LWWRegister<Snapshot> first = LWWRegister.create(self, snapshot, DistributedSnapshots::clock);
        return AskPattern.<Replicator.Command, Replicator.UpdateResponse<LWWRegister<Snapshot>>>ask(
                        replicator,
                        replyTo -> new Replicator.Update<>(
                                key(entity),
                                first,
                                new Replicator.WriteMajority(settings.attemptTimeout()),
                                replyTo,
                                stored -> next(stored, snapshot)),
                        settings.attemptTimeout().plus(GRACE),
                        system.scheduler())
                .exceptionally(late -> {
                    throw failure(entity, snapshot, late);
                })
                .thenCompose(answer -> {
                    if (answer instanceof Replicator.UpdateSuccess) {
                        return CompletableFuture.completedFuture(null);
                    }
                    if (answer instanceof Replicator.UpdateTimeout && System.nanoTime() - deadline < 0) {
                        return update(entity, snapshot, deadline);
                    }
                    throw failure(entity, snapshot, answer);
                });
    }

    /** The same version from another node is that of an incarnation that began at the same time. One of the two has to go. */
    private LWWRegister<Snapshot> next(LWWRegister<Snapshot> stored, Snapshot snapshot) {
        long present = stored.getValue().version();
        boolean isOurs = stored.updatedBy().equals(self.uniqueAddress());
        if (present > snapshot.version() || (present == snapshot.version() && !isOurs)) {
            throw new Later(present);
        }
        return stored.withValue(self, snapshot, DistributedSnapshots::clock);
    }

    private ArenaException failure(EntityKey entity, Snapshot snapshot, Object answer) {
        if (answer instanceof Replicator.ModifyFailure<?> failure && failure.cause() instanceof Later later) {
            return EntityViolations.superseded(entity.toString(), snapshot.version(), later.version);
        }
        return EntityViolations.notStored(
                entity.toString(),
                snapshot.version(),
                answer instanceof Replicator.UpdateTimeout
                        ? "no majority of the nodes answered within " + settings.writeTimeout()
                        : answer.toString());
    }

    private static long clock(long current, Snapshot snapshot) {
        return snapshot.version();
    }

    private static Key<LWWRegister<Snapshot>> key(EntityKey entity) {
        return LWWRegisterKey.create("arenas-" + entity);
    }
}
