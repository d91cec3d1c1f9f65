package org.arenas.bench.savina;

import java.util.concurrent.ForkJoinPool;

/**
 * A benchmark of the suite with its parameters. Each method is one whole run: it makes what it needs, does the work, throws if
 * the result is wrong, and puts everything away.
 */
interface Savina {
    /**
     * Interpreters that give each other tasks, and behaviours where a step concerns several objects: whichever the problem
     * asks for.
     */
    void arenas() throws Exception;

    /** Akka Typed: plain actors, the protocol of the definition. */
    void actors(Actors actors) throws Exception;

    /**
     * Shared memory. Where actors wait for each other, there is a lock or a concurrent collection; where a message is a
     * request to do something, a task of the pool; where the messages are there for the actors' sake alone, nothing.
     */
    void threads(ForkJoinPool pool) throws Exception;
}
