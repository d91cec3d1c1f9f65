package org.arenas.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The workers of a pool, from the first start to the end of the last one.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class PoolLife {
    /*
     * state    RUNNING → SHUTDOWN → STOP → TERMINATED, some left out; under the lock
     * started  how many workers were started, under the lock; they are the first ones in `workers`
     * active   workers that have not ended, and others that do a task of the pool at the moment. The pool has terminated when
     *          it is 0, the state is not RUNNING, and the queue is drained: whoever makes it 0 looks, and so does shutdown.
     *          A worker does not end before the queue is drained.
     */
    private static final int RUNNING = 0;
    private static final int SHUTDOWN = 1;
    private static final int STOP = 2;
    private static final int TERMINATED = 3;

    private final PoolCore pool;
    private final TaskQueue<Queued> queue;
    private final ThreadFactory factory;
    private final AtomicReferenceArray<@Nullable PoolWorker> workers;
    private final AtomicInteger active = new AtomicInteger();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int state;
    private volatile int started;

    PoolLife(
            PoolCore pool,
            TaskQueue<Queued> queue,
            AtomicReferenceArray<@Nullable PoolWorker> workers,
            ThreadFactory factory) {
        this.pool = pool;
        this.queue = queue;
        this.workers = workers;
        this.factory = factory;
    }

    boolean isRunning() {
        return state == RUNNING;
    }

    boolean isStopping() {
        return state >= STOP;
    }

    boolean isTerminated() {
        return state == TERMINATED;
    }

    boolean canStart() {
        return started < workers.length();
    }

    int started() {
        return started;
    }

    // ---------------------------------------------------------------- workers

    /**
     * Starts a worker, if there may be one more and the pool runs. If its thread does not start, all is as before: false if
     * there are others to do the work, else what the thread threw.
     */
    boolean start(@Nullable Queued first) {
        lock.lock();
        try {
            int number = started;
            if (number == workers.length() || state != RUNNING) {
                return false;
            }
            PoolWorker worker = new PoolWorker(pool, number, first);
            Thread thread = thread(worker);
            // Before it runs: it may end, and be counted down, at once. Who looks at `started` under the lock waits for
            // it.
            workers.set(number, worker);
            active.incrementAndGet();
            try {
                thread.start();
            } catch (Throwable e) {
                workers.set(number, null);
                active.decrementAndGet();
                worker.seat().close();
                if (number == 0) {
                    throw e;
                }
                LoggerFactory.getLogger(InterpreterPool.class)
                        .warn("thread of a further worker did not start: pool={}", pool, e);
                return false;
            }
            started = number + 1;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Starts a worker for what others have queued, if that is possible: there are workers already that will do it else. */
    void startForQueue() {
        try {
            boolean unused = start(null);
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(InterpreterPool.class).warn("no further worker could be started: pool={}", pool, e);
        }
    }

    private Thread thread(PoolWorker worker) {
        Thread thread = factory.newThread(worker);
        if (thread == null) {
            worker.seat().close();
            throw new IllegalStateException("thread factory made no thread: pool=" + pool + ", factory=" + factory
                    + "; return a new thread each time");
        }
        return thread;
    }

    void ended(PoolWorker worker) {
        leave();
    }

    /** Somebody who is no worker is about to do a task of the pool. */
    void enter() {
        active.incrementAndGet();
    }

    void leave() {
        if (active.decrementAndGet() == 0 && state != RUNNING) {
            tryTerminate();
        }
    }

    void forEachWorker(Consumer<PoolWorker> visitor) {
        for (int i = 0; i < started; i++) {
            PoolWorker worker = workers.get(i);
            if (worker != null) {
                visitor.accept(worker);
            }
        }
    }

    // ---------------------------------------------------------------- the end

    void shutdown() {
        lock.lock();
        try {
            if (state == RUNNING) {
                state = SHUTDOWN;
            }
            queue.close();
        } finally {
            lock.unlock();
        }
        pool.idle().wakeAll();
        tryTerminate();
    }

    /** As {@link #shutdown}, and takes all tasks out that nobody has begun. */
    List<Queued> shutdownNow() {
        List<Queued> left = new ArrayList<>();
        lock.lock();
        try {
            if (state < STOP) {
                state = STOP;
            }
            queue.close();
            for (Queued task = pool.poll(); task != null; task = pool.poll()) {
                left.add(task);
            }
        } finally {
            lock.unlock();
        }
        forEachWorker(PoolWorker::interrupt);
        pool.idle().wakeAll();
        tryTerminate();
        return left;
    }

    private void tryTerminate() {
        lock.lock();
        try {
            // Without workers nothing ever is in the queue, and nobody looks there.
            boolean drained = started == 0 || queue.isDrained();
            if (state == RUNNING || state == TERMINATED || active.get() > 0 || !drained) {
                return;
            }
            state = TERMINATED;
        } finally {
            lock.unlock();
        }
        pool.spares().closeFree();
        terminated.countDown();
    }

    boolean awaitTermination(long nanos, boolean timed) throws InterruptedException {
        PoolWait wait = PoolWait.orNull("the end of " + pool, pool, pool::forEachRunning);
        if (wait != null) {
            wait.await(this::isTerminated, this::look, nanos, timed);
            return isTerminated();
        }
        if (timed) {
            return terminated.await(nanos, TimeUnit.NANOSECONDS);
        }
        terminated.await();
        return true;
    }

    private void look(long nanos) throws InterruptedException {
        boolean unused = terminated.await(nanos, TimeUnit.NANOSECONDS);
    }
}
