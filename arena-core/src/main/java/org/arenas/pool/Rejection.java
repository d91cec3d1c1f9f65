package org.arenas.pool;

import java.util.concurrent.RejectedExecutionException;
import org.arenas.lock.Execution;

/**
 * What becomes of tasks that a pool does not take. The exception is the one that {@link java.util.concurrent.Executor} asks
 * for, with a text as the library's own have it.
 */
final class Rejection {
    private Rejection() {}

    static void afterShutdown(PoolCore pool, Queued task) {
        switch (pool.settings().rejection()) {
            case ABORT, BLOCK -> throw shutDown(pool);
            case CALLER_RUNS, DISCARD, DISCARD_OLDEST -> task.drop();
        }
    }

    static RejectedExecutionException shutDown(PoolCore pool) {
        return new RejectedExecutionException("pool is shut down: pool=" + pool + ", caller="
                + Execution.current().describe() + "; give it tasks before shutdown(), or check isShutdown()");
    }

    static RejectedExecutionException full(PoolCore pool) {
        return new RejectedExecutionException("queue of a pool is full: pool=" + pool + ", bound="
                + pool.settings().queueBound() + ", caller="
                + Execution.current().describe() + "; slow down, or build the pool with another RejectionPolicy");
    }

    static RejectedExecutionException interrupted(PoolCore pool) {
        return new RejectedExecutionException("interrupted while the queue of a pool was full: pool=" + pool
                + ", caller=" + Execution.current().describe() + "; the task was not taken");
    }
}
