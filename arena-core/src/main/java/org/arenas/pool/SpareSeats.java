package org.arenas.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Interpreters for those who do a pool's work on threads that are none of its workers': callers that run a rejected task,
 * that help with their own map, or that wait for a task nobody has begun. They are kept for the next caller, with whatever
 * their tasks have made interpreter-local.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class SpareSeats {
    private final InterpreterPool pool;
    private final Queue<Seat> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    SpareSeats(InterpreterPool pool) {
        this.pool = pool;
    }

    /** Runs work on the calling thread. */
    void run(Work work) {
        Seat seat = take();
        try {
            seat.run(work);
        } finally {
            give(seat);
        }
    }

    Seat take() {
        @Nullable Seat seat = free.poll();
        return seat == null ? new Seat(pool.name() + "-caller-" + made.incrementAndGet()) : seat;
    }

    void give(Seat seat) {
        free.add(seat);
        if (pool.isTerminated()) {
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
