package org.arenas.actors.sharding;

/** What an entity is told beside its messages. */
enum EntitySignal {
    /** By its shard: to end, once its state is saved. */
    STOP,
    /** By itself: to look whether anything has come since the last time. */
    IDLE,
    /** By itself: to try again what has failed. */
    RETRY
}
