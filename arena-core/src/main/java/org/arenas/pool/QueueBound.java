package org.arenas.pool;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bound of a pool's queue: who adds a task takes a permit, who polls it gives it back. What a pool adds for itself needs
 * none.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class QueueBound {
    private final PoolCore pool;
    private final boolean bounded;
    private final Semaphore room;

    QueueBound(PoolCore pool, int bound) {
        this.pool = pool;
        this.bounded = bound != Integer.MAX_VALUE;
        this.room = new Semaphore(bound);
    }

    boolean isBounded() {
        return bounded;
    }

    void taken(Queued task) {
        if (task instanceof Work) {
            room.release();
        }
    }

    /** Adds a task, or does with it what the policy says. */
    void give(Work task) {
        while (!room.tryAcquire()) {
            if (!pool.life().isRunning()) {
                Rejection.afterShutdown(pool, task);
                return;
            }
            switch (pool.settings().rejection()) {
                case ABORT -> throw Rejection.full(pool);
                case DISCARD -> {
                    task.drop();
                    return;
                }
                case CALLER_RUNS -> {
                    pool.spares().claimAndRun(task);
                    return;
                }
                case DISCARD_OLDEST -> dropOldest();
                case BLOCK -> {
                    if (pool.isOwnTask()) {
                        pool.spares().claimAndRun(task);
                        return;
                    }
                    awaitRoom();
                }
            }
        }
        if (pool.queue().offer(task)) {
            pool.wake();
        } else {
            room.release();
            Rejection.afterShutdown(pool, task);
        }
    }

    private void dropOldest() {
        Queued oldest = pool.poll();
        if (oldest instanceof Work) {
            oldest.drop();
        } else if (oldest != null) {
            boolean unused = pool.queue().offer(oldest);
        }
    }

    private void awaitRoom() {
        PoolWait wait = PoolWait.orNull("room in the queue of " + pool, pool, pool::forEachStuck);
        try {
            if (wait == null) {
                awaitRoom(Long.MAX_VALUE);
            } else {
                wait.await(this::hasRoom, this::awaitRoom, 0, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Rejection.interrupted(pool);
        }
    }

    private boolean hasRoom() {
        return room.availablePermits() > 0 || !pool.life().isRunning();
    }

    /** Waits for a permit, and leaves it where it is. */
    private void awaitRoom(long nanos) throws InterruptedException {
        if (room.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            room.release();
        }
    }

    /** The pool was shut down: nobody waits for room any longer. */
    void open() {
        if (bounded) {
            room.release(room.getQueueLength() + 1);
        }
    }
}
