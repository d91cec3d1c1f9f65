package org.arenas.pool;

/** Asks a worker to do a part of something larger. */
interface Helper extends Runnable {
    /** Does as much as there is to do, as tasks of the worker's interpreter. */
    void help(Seat seat);

    /** Nothing: only workers help. */
    @Override
    default void run() {}
}
