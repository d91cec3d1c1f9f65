package org.arenas;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pool of carriers that overlooks no task.
 *
 * <p><b>Thread-safety.</b> May be given tasks by any thread.
 */
final class SharedCarriers implements Executor {
    /*
     * A ForkJoinPool may overlook a task (seen on JDK 17.0.15 with nothing but the pool): a worker that has just looked through
     * all queues counts as active still, so whoever queues a task at that moment wakes nobody, and then the worker goes idle
     * without another look. The task is found when the next one is queued or a busy worker comes round. But the busy ones
     * may wait for what that very task does, in a way that the library does not know of.
     *
     * So while there is something to do, the pool is looked at now and then; if tasks are queued though not all workers are
     * busy, one more is queued, which does nothing but wakes a worker.
     *
     * watched   false → true   CAS, by who queues a task
     *           true → false   by the looker when nothing is left to do; it looks once more after that
     */
    private static final long LOOK_MILLIS = 20;

    /** On the thread that the JDK has for delays: a look takes no time. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final ForkJoinPool pool;
    private final AtomicBoolean watched = new AtomicBoolean();

    SharedCarriers(ForkJoinPool pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
        if (!watched.get()) {
            watch();
        }
    }

    /** {@return how many tasks run at the same time, not counting those that block} */
    int parallelism() {
        return pool.getParallelism();
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            LATER.execute(this::look);
        }
    }

    private void look() {
        if (pool.isShutdown()) {
            return;
        }
        if (pool.isQuiescent()) {
            watched.set(false);
            if (!pool.isQuiescent()) {
                watch();
            }
            return;
        }
        // First, so that the looks go on if the pool cannot make a thread now.
        LATER.execute(this::look);
        if (hasQueued() && pool.getActiveThreadCount() < pool.getParallelism()) {
            pool.execute(() -> {});
        }
    }

    private boolean hasQueued() {
        return pool.hasQueuedSubmissions() || pool.getQueuedTaskCount() > 0;
    }
}
