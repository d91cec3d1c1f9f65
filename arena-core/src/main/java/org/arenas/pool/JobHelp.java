package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/** Asks a worker to do chunks of a map, until there are none or others wait for the worker. */
final class JobHelp extends Queued {
    private final PoolCore pool;
    private final JobShare<?> job;

    JobHelp(PoolCore pool, JobShare<?> job) {
        this.pool = pool;
        this.job = job;
    }

    /** Does as much as there is to do, as tasks of the worker's interpreter. */
    void run(Seat seat) {
        job.arrived();
        for (@Nullable Chunk chunk = job.claimOrLeave(); chunk != null; chunk = job.claimOrLeave()) {
            seat.run(chunk);
            // A long map must not keep tasks waiting that were given meanwhile: they go first, then this goes on.
            if (!pool.queue().isEmpty()) {
                job.willComeAgain();
                if (pool.queue().offer(this)) {
                    return;
                }
                job.arrived();
            }
        }
    }
}
