package org.arenas.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a pool and its interpreter: takes tasks from the pool's queue, runs each as a task of the interpreter, lingers
 * for a moment when there are none, and then parks.
 *
 * <p><b>Thread-safety.</b> {@link #run} is its thread's; the others may be called from any.
 */
final class PoolWorker implements Runnable {
    /*
     * state                     on the stack of idle workers?
     *   AWAY      0             no
     *   IDLE      1             yes, parked or about to: to be woken by who takes it off
     *   AWAKE     2             yes, though it runs: to be skipped
     *
     *   AWAY → IDLE             by the worker, which then pushes itself
     *   AWAKE ↔ IDLE            by the worker, CAS
     *   IDLE, AWAKE → AWAY      by who has taken it off the stack
     */
    private static final int AWAY = 0;
    private static final int IDLE = 1;
    private static final int AWAKE = 2;

    /** How long a worker lingers before it parks: about what a wake-up would cost. */
    private static final long LINGER_NANOS = 20_000;

    private static final int POLLS_PER_LOOK_AT_CLOCK = 16;

    final int number;

    /** The number of the next worker on the stack, plus one. Written by the worker before it pushes itself. */
    volatile int below;

    private final PoolCore pool;
    private final TaskQueue<Queued> queue;
    private final IdleWorkers idle;
    private final Seat seat;
    private final Spinning lingering = new Spinning();
    private final Supplier<@Nullable Work> more = this::more;
    private final AtomicInteger state = new AtomicInteger(AWAY);
    private volatile @Nullable Thread thread;

    /** What comes before anything in the queue. */
    private @Nullable Queued first;

    private boolean searching;

    PoolWorker(PoolCore pool, int number, @Nullable Queued first) {
        this.pool = pool;
        this.number = number;
        this.queue = pool.queue();
        this.idle = pool.idle();
        this.first = first;
        this.seat = new Seat(pool.name() + "-" + (number + 1));
    }

    Seat seat() {
        return seat;
    }

    @Override
    public void run() {
        PoolDuty duty = PoolDuty.begin(pool);
        thread = Thread.currentThread();
        try {
            if (first == null) {
                // Started for what is in the queue, as a searcher would be woken: there may be more than one task.
                first = pool.poll();
                found();
            }
            for (Queued task = next(); task != null; task = next()) {
                run(task);
                // What interrupted this task, or was left behind by it, is nothing to the next one.
                Thread.interrupted();
            }
        } finally {
            thread = null;
            duty.end();
            seat.close();
            pool.ended(this);
        }
    }

    private void run(Queued next) {
        if (next instanceof Work work) {
            if (work.claim()) {
                seat.run(work, more);
            }
        } else if (next instanceof JobHelp help) {
            help.run(seat);
        }
    }

    /** The next piece of work for the present shift; null if there is none now, or if what comes next is none. */
    private @Nullable Work more() {
        if (Thread.currentThread() != thread) {
            // The interpreter was busy with something else, and a carrier has taken the shift over: it has done its
            // part.
            return null;
        }
        Thread.interrupted();
        for (Queued next = pool.poll(); next != null; next = pool.poll()) {
            if (!(next instanceof Work work)) {
                first = next;
                return null;
            }
            if (work.claim()) {
                return work;
            }
        }
        return null;
    }

    // ---------------------------------------------------------------- finding a task

    private @Nullable Queued next() {
        Queued task = first;
        if (task != null) {
            first = null;
            return task;
        }
        task = pool.poll();
        return task != null ? task : await();
    }

    private @Nullable Queued await() {
        for (; ; ) {
            Queued task = linger();
            if (task == null) {
                task = park();
            }
            if (task != null) {
                found();
                return task;
            }
            if (queue.isDrained()) {
                return null;
            }
        }
    }

    /** Whoever searched and found something lets somebody else search, if there may be more. */
    private void found() {
        if (searching) {
            searching = false;
            idle.stopSearch();
        }
        if (!queue.isEmpty()) {
            pool.wake();
        }
    }

    private @Nullable Queued linger() {
        boolean woken = searching;
        boolean stays = lingering.isWorthwhile();
        if (!woken && !(stays && idle.trySearch())) {
            return null;
        }
        searching = true;
        Queued task = search(stays ? LINGER_NANOS : 0);
        if (!woken) {
            lingering.tried(task != null);
        }
        if (task == null) {
            searching = false;
            idle.stopSearch();
        }
        return task;
    }

    private @Nullable Queued search(long nanos) {
        long end = System.nanoTime() + nanos;
        do {
            for (int i = 0; i < POLLS_PER_LOOK_AT_CLOCK; i++) {
                Queued task = pool.poll();
                if (task != null) {
                    return task;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - end < 0 && !queue.isDrained());
        return null;
    }

    /** Null if the worker was woken up, and is the searcher now; or if the queue is closed. */
    private @Nullable Queued park() {
        if (!state.compareAndSet(AWAKE, IDLE)) {
            state.set(IDLE);
            idle.push(this);
        }
        // Who gave a task before it could see this worker on the stack relies on this look.
        Queued task = pool.poll();
        if (task == null) {
            while (state.get() == IDLE && !queue.isDrained()) {
                LockSupport.park(this);
                // Nobody has anything to tell a worker by an interrupt while it has no task.
                Thread.interrupted();
            }
        }
        if (!state.compareAndSet(IDLE, AWAKE)) {
            searching = true;
        }
        return task;
    }

    /** Called by who has taken this worker off the stack; true if it was idle, and is the searcher now. */
    boolean takeOffStack() {
        return state.getAndSet(AWAY) == IDLE;
    }

    // ---------------------------------------------------------------- for others

    void unpark() {
        LockSupport.unpark(thread);
    }

    void interrupt() {
        Thread present = thread;
        if (present != null) {
            present.interrupt();
        }
    }
}
