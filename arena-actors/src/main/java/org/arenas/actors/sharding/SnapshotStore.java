package org.arenas.actors.sharding;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where entities keep their snapshots. The default keeps them on the nodes of the cluster, by Akka Distributed Data; a
 * database can take its place: {@link ArenaEntity#withStore}.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread, and must not block.
 */
public interface SnapshotStore {
    /**
     * Finds the last snapshot of an entity: one that is not older than any whose {@link #save} has completed.
     *
     * @param entity its type and id
     * @return completes with it, or with nothing if there is none; fails with {@link
     *     org.arenas.error.SnapshotStoreException} if that cannot be found out
     */
    CompletionStage<Optional<Snapshot>> load(EntityKey entity);

    /**
     * Stores a snapshot.
     *
     * @param entity its type and id
     * @param snapshot in place of every earlier one
     * @return completes once the snapshot is safe; fails with {@link org.arenas.error.SnapshotStoreException} if that cannot
     *     be said, and with {@link org.arenas.error.SupersededEntityException} if one with a higher version is there
     */
    CompletionStage<Void> save(EntityKey entity, Snapshot snapshot);

    /**
     * Which entity.
     *
     * @param type the name of its {@link akka.cluster.sharding.typed.javadsl.EntityTypeKey}
     * @param id its id, unique in its type
     */
    record EntityKey(String type, String id) {
        @Override
        public String toString() {
            return type + "/" + id;
        }
    }
}
