package org.arenas.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The workers that have nothing to do, and who of them is woken when there is something.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class IdleWorkers {
    /*
     * One searcher. At most one worker looks for tasks without having one (`searching`): an idle one that has not parked yet,
     * or one that is being woken up. Who gives a task while there is a searcher wakes nobody; that keeps a burst of tasks from
     * paying for a wake-up each. In return a searcher that finds a task gives the role up first, and then wakes the next one
     * if the queue is not empty.
     *
     * The stack. The others are on a stack, the last one in being woken first, since its caches are warm. It is a list through
     * PoolWorker.below of numbers of workers, with a version in the head against the head's being taken off and put back
     * between a read and a CAS:
     *
     *   63                 31                 0
     *  +------------------+--------------------+
     *  | version          | number + 1, or 0   |
     *  +------------------+--------------------+
     *
     * A worker that finds a task when it is on the stack already stays there, marked as awake, and is skipped when its turn
     * comes; see PoolWorker for its states.
     *
     * No lost wake-up. Who gives a task adds it to the queue, then reads `searching`, then the stack. A worker puts itself on
     * the stack, a searcher after it has given the role up, and then polls the queue once more. All of these are volatile: one
     * of both sees the other.
     */
    private static final long NUMBER = 0xffff_ffffL;
    private static final long VERSION = 1L << 32;

    private final AtomicReferenceArray<@Nullable PoolWorker> workers;
    private final TaskQueue<?> queue;
    private final AtomicLong top = new AtomicLong();
    private final AtomicBoolean searching = new AtomicBoolean();

    IdleWorkers(AtomicReferenceArray<@Nullable PoolWorker> workers, TaskQueue<?> queue) {
        this.workers = workers;
        this.queue = queue;
    }

    boolean trySearch() {
        return !searching.get() && searching.compareAndSet(false, true);
    }

    void stopSearch() {
        searching.set(false);
    }

    /** Sees to it that somebody looks for tasks: wakes an idle worker unless one is searching. */
    void signal() {
        while (hasIdle() && trySearch()) {
            PoolWorker worker = pop();
            if (worker != null) {
                worker.unpark();
                return;
            }
            stopSearch();
            // Somebody may have gone to sleep, and a task been given, while this thread held the role for nothing.
            if (queue.isEmpty()) {
                return;
            }
        }
    }

    /** True if there is a worker to be woken; a moment later there may be none. */
    boolean hasIdle() {
        return (top.get() & NUMBER) != 0;
    }

    /** True if somebody would look at a new task at once, or could be woken for it. */
    boolean isAnyFree() {
        return searching.get() || hasIdle();
    }

    void push(PoolWorker worker) {
        long seen;
        do {
            seen = top.get();
            worker.below = (int) (seen & NUMBER);
        } while (!top.compareAndSet(seen, ((seen & ~NUMBER) + VERSION) | (worker.number + 1)));
    }

    /** Takes a parked worker off the stack, and those that are awake on the way to it. It is the searcher from now on. */
    private @Nullable PoolWorker pop() {
        for (; ; ) {
            long seen = top.get();
            int number = (int) (seen & NUMBER) - 1;
            PoolWorker worker = number < 0 ? null : workers.get(number);
            if (worker == null) {
                return null;
            }
            long next = ((seen & ~NUMBER) + VERSION) | worker.below;
            if (top.compareAndSet(seen, next) && worker.takeOffStack()) {
                return worker;
            }
        }
    }

    /** Wakes all of them: the pool was shut down. */
    void wakeAll() {
        for (PoolWorker worker = pop(); worker != null; worker = pop()) {
            worker.unpark();
        }
    }
}
