package org.arenas.bench.savina;

import java.util.concurrent.ForkJoinPool;
import org.arenas.bench.Pools;

/** What a benchmark is written with. */
public enum Model {
    /** Ours. */
    ARENAS {
        @Override
        Stage open() {
            return Savina::arenas;
        }
    },
    /** Akka Typed. */
    ACTORS {
        @Override
        Stage open() {
            Actors actors = new Actors();
            return new Stage() {
                @Override
                public void run(Savina benchmark) throws Exception {
                    benchmark.actors(actors);
                }

                @Override
                public void close() {
                    actors.close();
                }
            };
        }
    },
    /** Shared memory, as an expert would use it. */
    THREADS {
        @Override
        Stage open() {
            ForkJoinPool pool = new ForkJoinPool(Pools.threads());
            return new Stage() {
                @Override
                public void run(Savina benchmark) throws Exception {
                    benchmark.threads(pool);
                }

                @Override
                public void close() {
                    Pools.stop(pool);
                }
            };
        }
    };

    /** {@return what runs benchmarks in this model} Its threads live until it is closed. */
    abstract Stage open();

    /** Where benchmarks of a model run. */
    interface Stage extends AutoCloseable {
        void run(Savina benchmark) throws Exception;

        @Override
        default void close() {}
    }
}
