/**
 * One interpreter for each entity, anywhere in a cluster: actors with arenas over Akka Cluster Sharding, whose state goes
 * from node to node in snapshots.
 */
@NullMarked
package org.arenas.actors.sharding;

import org.jspecify.annotations.NullMarked;
