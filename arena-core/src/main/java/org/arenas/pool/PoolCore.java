package org.arenas.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.arenas.Interpreter;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is made of, and what its parts ask of each other: the way of a task from who gives it to who runs it. {@link
 * InterpreterPool} is its face.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class PoolCore {
    private final Settings settings;
    private final TaskQueue<Queued> queue = new TaskQueue<>();
    private final QueueBound bound;
    private final IdleWorkers idle;
    private final PoolLife life;
    private final Set<Job<?>> maps = ConcurrentHashMap.newKeySet();
    private final Spinning spinningForResults = new Spinning();
    private final SpareSeats spares = new SpareSeats(this);

    /** What a builder has collected. */
    record Settings(
            String name,
            int size,
            int queueBound,
            RejectionPolicy rejection,
            ThreadFactory factory,
            BiConsumer<? super Interpreter, ? super Throwable> failureHandler) {}

    PoolCore(Settings settings) {
        this.settings = settings;
        AtomicReferenceArray<@Nullable PoolWorker> workers = new AtomicReferenceArray<>(settings.size);
        this.bound = new QueueBound(this, settings.queueBound);
        this.idle = new IdleWorkers(workers, queue);
        this.life = new PoolLife(this, queue, workers, settings.factory);
    }

    // ---------------------------------------------------------------- giving tasks

    /** Takes a task, or does with it what the rejection policy says. */
    void give(Work task) {
        if (life.canStart() && !idle.isAnyFree() && life.start(task)) {
            return;
        }
        if (bound.isBounded()) {
            bound.give(task);
        } else if (queue.offer(task)) {
            wake();
        } else {
            Rejection.afterShutdown(this, task);
        }
    }

    /** Adds a task past the bound; false if the pool is shut down. */
    boolean offer(Queued task) {
        if (life.canStart() && !idle.isAnyFree() && life.start(task)) {
            return true;
        }
        if (!queue.offer(task)) {
            return false;
        }
        wake();
        return true;
    }

    /** There are tasks in the queue: has somebody look at them, a new worker if all are busy and there may be one more. */
    void wake() {
        idle.signal();
        if (life.canStart() && !idle.isAnyFree() && !queue.isEmpty()) {
            life.startForQueue();
        }
    }

    /** Takes the next task; null if there is none now. */
    @Nullable
    Queued poll() {
        Queued task = queue.poll();
        if (task != null && bound.isBounded()) {
            bound.taken(task);
        }
        return task;
    }

    // ---------------------------------------------------------------- running tasks

    /** The calling thread, which is no worker, does something for the pool. Ends with {@link #leave}. */
    PoolDuty enter() {
        life.enter();
        return PoolDuty.begin(this);
    }

    void leave(PoolDuty duty) {
        duty.end();
        life.leave();
    }

    /** Whether it pays to wait for results without parking at first. */
    Spinning spinningForResults() {
        return spinningForResults;
    }

    void interruptIfStopping() {
        if (life.isStopping()) {
            Thread.currentThread().interrupt();
        }
    }

    void failed(@Nullable Interpreter interpreter, Throwable failure) {
        PoolBuilder.handle(settings, interpreter, failure);
    }

    void ended(PoolWorker worker) {
        life.ended(worker);
    }

    /** True if the calling thread does something for this pool, and so cannot wait for the pool's end. */
    boolean isOwnTask() {
        return PoolDuty.isFor(this);
    }

    /** Shows who does something for the pool: all of them are in the way of who waits for its end. */
    void forEachRunning(Consumer<Execution> visitor) {
        life.forEachWorker(worker -> showRunning(worker.seat(), visitor));
        spares.forEachUsed(seat -> showRunning(seat, visitor));
        maps.forEach(map -> map.showUser(visitor));
    }

    private static void showRunning(Seat seat, Consumer<Execution> visitor) {
        Work running = seat.running();
        Execution execution = running == null ? null : running.execution();
        if (execution != null) {
            visitor.accept(execution);
        }
    }

    /**
     * Shows the workers' executions, but only if each of them waits for something: else one will take a task from the queue,
     * and none is in the way of who waits for room there.
     */
    void forEachStuck(Consumer<Execution> visitor) {
        List<Execution> stuck = new ArrayList<>();
        life.forEachWorker(worker -> showRunning(worker.seat(), stuck::add));
        if (stuck.size() == settings.size && stuck.stream().allMatch(execution -> execution.waiting() != null)) {
            stuck.forEach(visitor);
        }
    }

    // ---------------------------------------------------------------- maps

    void checkRunning(boolean nested) {
        // A task that runs to its end after a shutdown may need its maps for that.
        if (life.isTerminated() || (!life.isRunning() && !nested)) {
            throw Rejection.shutDown(this);
        }
    }

    boolean hasFreeWorker() {
        return idle.isAnyFree() || life.canStart();
    }

    /** The calling thread works on a map from here on, and the pool does not come to its end before that is over. */
    PoolDuty begin(Job<?> job) {
        maps.add(job);
        return enter();
    }

    void end(Job<?> job, PoolDuty duty) {
        maps.remove(job);
        leave(duty);
    }

    // ---------------------------------------------------------------- the end

    void shutdown() {
        life.shutdown();
        bound.open();
    }

    /** {@return the tasks that had not begun} Whoever waits for one of them is told. */
    List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>();
        List<Queued> notBegun = life.shutdownNow();
        bound.open();
        maps.forEach(Job::stopping);
        for (Queued task : notBegun) {
            task.drop();
            Runnable given = task.given();
            if (given != null) {
                left.add(given);
            }
        }
        return left;
    }

    // ---------------------------------------------------------------- the parts

    Settings settings() {
        return settings;
    }

    String name() {
        return settings.name;
    }

    int size() {
        return settings.size;
    }

    TaskQueue<Queued> queue() {
        return queue;
    }

    IdleWorkers idle() {
        return idle;
    }

    PoolLife life() {
        return life;
    }

    SpareSeats spares() {
        return spares;
    }

    /** The pool as messages name it, for example {@code pool(hashers)}. */
    @Override
    public String toString() {
        return "pool(" + settings.name + ")";
    }
}
