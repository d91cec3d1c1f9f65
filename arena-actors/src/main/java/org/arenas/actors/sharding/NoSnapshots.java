package org.arenas.actors.sharding;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.arenas.error.EntityViolations;

/** On a node that keeps no snapshots, and so should have no entities. */
record NoSnapshots(String role) implements SnapshotStore {
    @Override
    public CompletionStage<Optional<Snapshot>> load(EntityKey entity) {
        return CompletableFuture.failedFuture(EntityViolations.notLoaded(entity.toString(), why()));
    }

    @Override
    public CompletionStage<Void> save(EntityKey entity, Snapshot snapshot) {
        return CompletableFuture.failedFuture(EntityViolations.notStored(entity.toString(), snapshot.version(), why()));
    }

    private String why() {
        return "this node has entities, but not the role " + role
                + " of arenas.sharding.snapshots.distributed-data.role";
    }
}
