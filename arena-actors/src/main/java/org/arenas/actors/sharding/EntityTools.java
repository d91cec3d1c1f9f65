package org.arenas.actors.sharding;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;

/** What an entity is given from outside. */
record EntityTools(
        ShardingSettings settings,
        SnapshotStore store,
        ActorRef<ClusterSharding.ShardCommand> shard,
        SnapshotStore.EntityKey key) {}
