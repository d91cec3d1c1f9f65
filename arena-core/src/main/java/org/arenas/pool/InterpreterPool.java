package org.arenas.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.arenas.Home;
import org.arenas.Interpreter;
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
 * <p><b>Ownership.</b> Belongs to whoever closes it. What tasks own goes when the pool has terminated.
 * <p><b>Thread-safety.</b> All methods may be called from any thread. A task may wait for other tasks of its own pool: one that
 * nobody has begun is then run by who waits for it. It counts as a wait of the library: the home arena is given up meanwhile,
 * and a cycle throws {@link org.arenas.error.DeadlockException}.
 * <p><b>Memory consistency.</b> Actions before a task is given happen-before the task; actions in it happen-before whatever
 * follows {@link Future#get()}, and before the worker's next task.
 */
public final class InterpreterPool extends AbstractExecutorService implements AutoCloseable {
    /** The most workers that a pool can have. */
    public static final int MOST_WORKERS = 32_767;

    private final Settings settings;
    private final TaskQueue queue = new TaskQueue();
    private final QueueBound bound;
    private final IdleWorkers idle;
    private final PoolLife life;
    private final Set<Job<?>> maps = ConcurrentHashMap.newKeySet();
    private final SpareSeats spares = new SpareSeats(this);

    /** What a builder has collected. */
    record Settings(
            String name,
            int size,
            int queueBound,
            RejectionPolicy rejection,
            ThreadFactory factory,
            BiConsumer<? super Interpreter, ? super Throwable> failureHandler) {}

    InterpreterPool(Settings settings) {
        this.settings = settings;
        AtomicReferenceArray<@Nullable PoolWorker> workers = new AtomicReferenceArray<>(settings.size);
        this.bound = new QueueBound(this, settings.queueBound);
        this.idle = new IdleWorkers(workers, queue);
        this.life = new PoolLife(this, queue, workers, settings.factory);
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
        give(Objects.requireNonNull(task, "task"));
    }

    /**
     * As {@link #execute(Runnable)}, for a task that uses its worker's arena.
     *
     * @param task runs later, with the home borrow of the worker that runs it
     */
    public void execute(Consumer<? super Home> task) {
        give(new HomeTask(this, Objects.requireNonNull(task, "task")));
    }

    /**
     * Gives a task that uses its worker's arena.
     *
     * @param task runs later, with the home borrow of the worker that runs it
     * @return gives what the task returns; {@code cancel(true)} interrupts it
     * @param <R> the type of the result
     * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down, or full and its policy says so
     */
    public <R extends @Nullable Object> Future<R> submit(Function<? super Home, ? extends R> task) {
        PoolTask<R> given = PoolTask.of(this, Objects.requireNonNull(task, "task"));
        give(given);
        return given;
    }

    @Override
    protected <R extends @Nullable Object> RunnableFuture<R> newTaskFor(Callable<R> callable) {
        return new PoolTask<>(this, callable);
    }

    @Override
    protected <R extends @Nullable Object> RunnableFuture<R> newTaskFor(Runnable runnable, R value) {
        Objects.requireNonNull(runnable, "task");
        return new PoolTask<>(this, () -> {
            runnable.run();
            return value;
        });
    }

    private void give(Runnable task) {
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
    boolean offer(Runnable task) {
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
    Runnable poll() {
        Runnable task = queue.poll();
        if (task != null && bound.isBounded()) {
            bound.taken(task);
        }
        return task;
    }

    // ---------------------------------------------------------------- running tasks

    /** What a queued task is to whoever runs it; null if somebody else does, or nobody has to. */
    @Nullable
    Work claim(Runnable task) {
        if (task instanceof PoolTask<?> withFuture) {
            return withFuture.claim() ? withFuture : null;
        }
        return task instanceof HomeTask inHome
                ? new PlainTask(this, inHome.body())
                : new PlainTask(this, home -> task.run());
    }

    /** Runs a task on the calling thread, if nobody has begun it. */
    void help(Runnable task) {
        life.enter();
        try {
            Work work = claim(task);
            if (work != null) {
                spares.run(work);
            }
        } finally {
            life.leave();
        }
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

    // ---------------------------------------------------------------- many tasks

    /** As specified; the tasks of a caller that waits in one of the pool's own tasks are run there, one after the other. */
    @Override
    public <R> R invokeAny(Collection<? extends Callable<R>> tasks) throws InterruptedException, ExecutionException {
        return isOwnTask() ? InvokeAnyHere.run(tasks) : super.invokeAny(tasks);
    }

    /** As specified; the tasks of a caller that waits in one of the pool's own tasks are run there, one after the other. */
    @Override
    public <R> R invokeAny(Collection<? extends Callable<R>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!isOwnTask()) {
            return super.invokeAny(tasks, timeout, unit);
        }
        return InvokeAnyHere.run(tasks, unit.toNanos(timeout));
    }

    private boolean isOwnTask() {
        PoolWorker worker = PoolWorker.current();
        return worker != null && worker.pool() == this;
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
        return new ParMap<>(this, Feed.of(source));
    }

    /**
     * Begins to describe a parallel map.
     *
     * @param source the items, which may be infinitely many; read by the thread that asks for the results alone
     * @return to be told what to do with them
     * @param <T> the type of the items
     */
    public <T extends @Nullable Object> ParMap<T> map(Iterator<? extends T> source) {
        return new ParMap<>(this, new Feed.Pulled(Objects.requireNonNull(source, "source")));
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
        return new ParMap<>(this, new Feed.Indexed(to - from, place -> from + place));
    }

    void checkRunning(boolean nested) {
        // A task that runs to its end after a shutdown may need its maps for that.
        if (isTerminated() || (isShutdown() && !nested)) {
            throw Rejection.shutDown(this);
        }
    }

    boolean hasFreeWorker() {
        return idle.isAnyFree() || life.canStart();
    }

    /** A thread works on a map from here on. */
    void begin(Job<?> job) {
        life.enter();
        maps.add(job);
    }

    void end(Job<?> job) {
        maps.remove(job);
        life.leave();
    }

    // ---------------------------------------------------------------- the end

    /** Takes no more tasks, and runs those it has. Does not wait. */
    @Override
    public void shutdown() {
        life.shutdown();
        bound.open();
    }

    /**
     * Takes no more tasks, interrupts those that run, and cancels maps. Does not wait.
     *
     * @return the tasks that had not begun. Futures among them are cancelled, so that nobody waits for them for ever; a task
     *     of {@link #execute(Runnable)} is what was given, and may be run by hand
     */
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>();
        List<Runnable> notBegun = life.shutdownNow();
        bound.open();
        maps.forEach(Job::stopping);
        for (Runnable task : notBegun) {
            if (!(task instanceof Helper)) {
                Rejection.drop(task);
                left.add(task);
            }
        }
        return left;
    }

    @Override
    public boolean isShutdown() {
        return !life.isRunning();
    }

    @Override
    public boolean isTerminated() {
        return life.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return life.awaitTermination(unit.toNanos(timeout), true);
    }

    /**
     * As {@link #awaitTermination(long, TimeUnit)}.
     *
     * @param timeout zero or less does not wait
     * @return whether the pool has terminated
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return life.awaitTermination(nanos(timeout), true);
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
        while (!isTerminated() && !isOwnTask()) {
            try {
                life.awaitTermination(0, false);
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
        return settings.name;
    }

    /** {@return how many workers it may have} */
    public int size() {
        return settings.size;
    }

    /** {@return how many workers it has started so far} */
    public int startedWorkers() {
        return life.started();
    }

    /** {@return how many tasks wait in the queue} A moment later the number may be another. */
    public int queuedTasks() {
        return queue.size();
    }

    /** The pool as messages name it, for example {@code pool(hashers)}. */
    @Override
    public String toString() {
        return "pool(" + settings.name + ")";
    }

    // ---------------------------------------------------------------- for the parts

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    Settings settings() {
        return settings;
    }

    TaskQueue queue() {
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
}
