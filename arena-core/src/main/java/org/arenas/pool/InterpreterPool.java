package org.arenas.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.arenas.Home;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * An {@link java.util.concurrent.ExecutorService} whose workers are interpreters: each has an arena of its own, which is held
 * while a task runs, and its own value of every {@link org.arenas.InterpreterLocal}.
 *
 * <pre>{@code
 * try (InterpreterPool pool = InterpreterPool.create("hashers", 4)) {
 *     Future<Integer> answer = pool.submit(() -> 6 * 7);                     // as with any executor
 *     Future<Ref<Account>> alice = pool.submit(home -> home.own(new Account("Alice", 100)));   // in the worker's arena
 * }
 * }</pre>
 *
 * <p>A thread is started with each task until there are as many as the pool's size; they stay until the pool is shut down,
 * because their arenas and values do. Tasks begin in the order in which they were given.
 *
 * <p><b>Ownership.</b> Belongs to whoever closes it. What tasks own goes when the pool has terminated. The form of a task says
 * whether it uses its worker's arena: one that takes a {@link Home} does, so its result leaves the arena, and has to be {@linkplain
 * org.arenas.Shareable shareable}. A {@link Callable} has no home borrow; its result is handed over as it is, as every executor
 * does it. If it turns to an arena all the same, by a borrow or by an {@link org.arenas.InterpreterLocal}, then what it returns is
 * its own affair, as with the code of any other thread.
 * <p><b>Thread-safety.</b> All methods may be called from any thread. A task may wait for other tasks of its own pool: one that
 * nobody has begun is then run by who waits for it. It counts as a wait of the library: the home arena is given up meanwhile,
 * and a cycle throws {@link org.arenas.error.DeadlockException}.
 * <p><b>Memory consistency.</b> Actions before a task is given happen-before the task; actions in it happen-before whatever
 * follows {@link Future#get()}, and before the worker's next task.
 */
public final class InterpreterPool extends AbstractExecutorService implements AutoCloseable {
    /** The most workers that a pool can have. */
    public static final int MOST_WORKERS = 32_767;

    private final PoolCore core;

    InterpreterPool(PoolCore core) {
        this.core = core;
    }

    /**
     * {@return a pool with as many workers as there are processors}
     *
     * @param name for threads, interpreters and messages
     */
    public static InterpreterPool create(String name) {
        return builder(name).create();
    }

    /**
     * {@return a pool with the default settings: a queue without a bound, daemon threads, failures of tasks without a future logged}
     *
     * @param name for threads, interpreters and messages
     * @param size how many workers
     */
    public static InterpreterPool create(String name, int size) {
        return builder(name).size(size).create();
    }

    /**
     * {@return a builder with the default settings}
     *
     * @param name for threads, interpreters and messages
     */
    public static PoolBuilder builder(String name) {
        return new PoolBuilder(name);
    }

    // ---------------------------------------------------------------- giving tasks

    /**
     * Gives a task without a result. What it throws goes to the failure handler; the worker goes on.
     *
     * @param task runs later, in a worker's interpreter
     * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down, or full and its policy says so
     */
    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        core.give(task instanceof PoolTask<?> own && own.isOf(core) ? own : PlainTask.of(core, task));
    }

    /**
     * As {@link #execute(Runnable)}, for a task that uses its worker's arena.
     *
     * @param task runs later, with the home borrow of the worker that runs it
     */
    public void execute(Consumer<? super Home> task) {
        core.give(PlainTask.of(core, Objects.requireNonNull(task, "task")));
    }

    /**
     * Gives a task that uses its worker's arena.
     *
     * @param task runs later, with the home borrow of the worker that runs it
     * @return gives what the task returns, or fails with {@link org.arenas.error.NotShareableException} if that may not leave the
     *     arena; {@code cancel(true)} interrupts the task
     * @param <R> the type of the result
     * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down, or full and its policy says so
     */
    public <R extends @Nullable Object> Future<R> submit(Function<? super Home, ? extends R> task) {
        PoolTask<R> given = PoolTask.of(core, Objects.requireNonNull(task, "task"));
        core.give(given);
        return given;
    }

    @Override
    public <R extends @Nullable Object> Future<R> submit(Callable<R> task) {
        PoolTask<R> given = PoolTask.of(core, Objects.requireNonNull(task, "task"));
        core.give(given);
        return given;
    }

    @Override
    protected <R extends @Nullable Object> RunnableFuture<R> newTaskFor(Callable<R> callable) {
        return PoolTask.of(core, Objects.requireNonNull(callable, "task"));
    }

    @Override
    protected <R extends @Nullable Object> RunnableFuture<R> newTaskFor(Runnable runnable, R value) {
        Objects.requireNonNull(runnable, "task");
        return PoolTask.of(core, () -> {
            runnable.run();
            return value;
        });
    }

    // ---------------------------------------------------------------- many tasks

    /** As specified; the tasks of a caller that waits in one of the pool's own tasks are run there, one after the other. */
    @Override
    public <R> R invokeAny(Collection<? extends Callable<R>> tasks) throws InterruptedException, ExecutionException {
        return core.isOwnTask() ? InvokeAnyHere.run(tasks) : super.invokeAny(tasks);
    }

    /** As specified; the tasks of a caller that waits in one of the pool's own tasks are run there, one after the other. */
    @Override
    public <R> R invokeAny(Collection<? extends Callable<R>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!core.isOwnTask()) {
            return super.invokeAny(tasks, timeout, unit);
        }
        return InvokeAnyHere.run(tasks, unit.toNanos(timeout));
    }

    // ---------------------------------------------------------------- maps

    /**
     * Begins to describe a parallel map.
     *
     * @param source the items; a list with random access must not change meanwhile, other collections are copied
     * @return to be told what to do with them
     * @param <T> the type of the items
     */
    public <T extends @Nullable Object> ParMap<T> map(Iterable<? extends T> source) {
        return new ParMap<>(core, Feed.of(source));
    }

    /**
     * Begins to describe a parallel map.
     *
     * @param source the items, which may be infinitely many; read by the thread that asks for the results alone
     * @return to be told what to do with them
     * @param <T> the type of the items
     */
    public <T extends @Nullable Object> ParMap<T> map(Iterator<? extends T> source) {
        return new ParMap<>(core, new Feed.Pulled(Objects.requireNonNull(source, "source")));
    }

    /**
     * Begins to describe a parallel map over numbers.
     *
     * @param from the first one
     * @param to behind the last one
     * @return to be told what to do with them
     * @throws IllegalArgumentException if the end is before the beginning, or there are more of them than a long can count
     */
    public ParMap<Long> mapRange(long from, long to) {
        if (to < from || to - from < 0) {
            throw new IllegalArgumentException(
                    "range is empty or too large: from=" + from + ", to=" + to + "; use from <= to");
        }
        return new ParMap<>(core, new Feed.Indexed(to - from, place -> from + place));
    }

    // ---------------------------------------------------------------- the end

    /** Takes no more tasks, and runs those it has. Does not wait. */
    @Override
    public void shutdown() {
        core.shutdown();
    }

    /**
     * Takes no more tasks, interrupts those that run, and cancels maps. Does not wait.
     *
     * @return the tasks that had not begun. Futures among them are cancelled, so that nobody waits for them for ever; a task
     *     of {@link #execute(Runnable)} is what was given, and may be run by hand
     */
    @Override
    public List<Runnable> shutdownNow() {
        return core.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return !core.life().isRunning();
    }

    @Override
    public boolean isTerminated() {
        return core.life().isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return core.life().awaitTermination(unit.toNanos(timeout), true);
    }

    /**
     * As {@link #awaitTermination(long, TimeUnit)}.
     *
     * @param timeout zero or less does not wait
     * @return whether the pool has terminated
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return core.life().awaitTermination(Durations.nanos(timeout), true);
    }

    /**
     * Shuts down, and waits for the end of all tasks. An interrupt does not end the wait; the pool is then shut down at once,
     * and the interrupt is pending afterwards. Called from one of the pool's own tasks it does not wait.
     *
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle; the pool is shut down all the same
     */
    @Override
    public void close() {
        shutdown();
        boolean interrupted = false;
        while (!isTerminated() && !core.isOwnTask()) {
            try {
                core.life().awaitTermination(0, false);
            } catch (InterruptedException e) {
                interrupted = true;
                List<Runnable> unused = shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---------------------------------------------------------------- looking at it

    /** {@return the name it was created with} */
    public String name() {
        return core.name();
    }

    /** {@return how many workers it may have} */
    public int size() {
        return core.size();
    }

    /** {@return how many workers it has started so far} */
    public int startedWorkers() {
        return core.life().started();
    }

    /** {@return how many tasks wait in the queue} A moment later the number may be another. */
    public int queuedTasks() {
        return core.queue().size();
    }

    /** The pool as messages name it, for example {@code pool(hashers)}. */
    @Override
    public String toString() {
        return core.toString();
    }
}
