/**
 * The flights again, over a cluster: an entity for each airport on three JVMs, one of which is killed, with the result of
 * processing the flights one after the other.
 */
@NullMarked
package org.arenas.examples.shardedflights;

import org.jspecify.annotations.NullMarked;
