package org.arenas.pool;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Interpreters for those who do a pool's work on threads that are none of its workers': callers that run a rejected task,
 * that help with their own map, or that wait for a task nobody has begun. They are kept for the next caller, with whatever
 * their tasks have made interpreter-local.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class SpareSeats {
    private final PoolCore pool;
    private final Queue<Seat> free = new ConcurrentLinkedQueue<>();
    private final Set<Seat> used = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();

    SpareSeats(PoolCore pool) {
        this.pool = pool;
    }

    /** Runs a task on the calling thread, which has claimed it. */
    void run(Work work) {
        PoolDuty duty = pool.enter();
        try {
            runHere(work);
        } finally {
            pool.leave(duty);
        }
    }

    private void runHere(Work work) {
        Seat seat = take();
        try {
            seat.run(work);
        } finally {
            give(seat);
        }
    }

    /** As {@link #run}, if nobody has begun the task. */
    void claimAndRun(Work task) {
        // Before the claim: the pool must not come to its end between a claim and the task.
        PoolDuty duty = pool.enter();
        try {
            if (task.claim()) {
                runHere(task);
            }
        } finally {
            pool.leave(duty);
        }
    }

    void forEachUsed(Consumer<Seat> visitor) {
        used.forEach(visitor);
    }

    Seat take() {
        @Nullable Seat seat = free.poll();
        Seat taken = seat == null ? new Seat(pool.name() + "-caller-" + made.incrementAndGet()) : seat;
        used.add(taken);
        return taken;
    }

    void give(Seat seat) {
        used.remove(seat);
        free.add(seat);
        if (pool.life().isTerminated()) {
            closeFree();
        }
    }

    /** Called once the pool has terminated; those in use follow when they are given back. */
    void closeFree() {
        for (Seat seat = free.poll(); seat != null; seat = free.poll()) {
            seat.close();
        }
    }
}
