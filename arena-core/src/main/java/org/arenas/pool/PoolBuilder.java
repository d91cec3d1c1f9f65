package org.arenas.pool;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Settings of a pool to be. */
public final class PoolBuilder {
    private final String name;
    private int size = Math.min(Runtime.getRuntime().availableProcessors(), InterpreterPool.MOST_WORKERS);
    private int queueBound = Integer.MAX_VALUE;
    private RejectionPolicy rejection = RejectionPolicy.ABORT;
    private @Nullable ThreadFactory factory;
    private BiConsumer<? super Interpreter, ? super Throwable> failureHandler = PoolBuilder::log;

    PoolBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Says how many workers the pool may have: as many as there are processors unless this is called.
     *
     * @param workers from 1 to {@value InterpreterPool#MOST_WORKERS}
     * @return this
     * @throws IllegalArgumentException if the number is out of range
     */
    public PoolBuilder size(int workers) {
        if (workers < 1 || workers > InterpreterPool.MOST_WORKERS) {
            throw new IllegalArgumentException("number of workers is out of range: size=" + workers + "; use 1 to "
                    + InterpreterPool.MOST_WORKERS);
        }
        this.size = workers;
        return this;
    }

    /**
     * Bounds the queue: without this call it holds what is given, up to the end of the memory.
     *
     * @param tasks that may wait, beside those that run; at least 1
     * @param policy what becomes of a task that there is no room for
     * @return this
     * @throws IllegalArgumentException if the number is less than 1
     */
    public PoolBuilder queue(int tasks, RejectionPolicy policy) {
        if (tasks < 1) {
            throw new IllegalArgumentException("queue has no room: tasks=" + tasks + "; use at least 1");
        }
        this.queueBound = tasks;
        this.rejection = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Says what becomes of a task that is given to a pool without a bound after its shutdown.
     *
     * @param policy the policy; {@link RejectionPolicy#ABORT} unless this or {@link #queue} is called
     * @return this
     */
    public PoolBuilder rejection(RejectionPolicy policy) {
        this.rejection = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Has the workers run on threads of the caller's choice; on daemon threads named after the pool unless this is called.
     *
     * @param threads makes a new thread, not started, each time; virtual threads will do
     * @return this
     */
    public PoolBuilder threads(ThreadFactory threads) {
        this.factory = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /**
     * Gets what tasks without a future throw, borrows they leave open included.
     *
     * @param handler runs on the task's thread, with no arena held; what it throws itself is logged
     * @return this
     */
    public PoolBuilder onFailure(BiConsumer<? super Interpreter, ? super Throwable> handler) {
        this.failureHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /** {@return a new pool with these settings} Its threads start with its tasks. */
    public InterpreterPool create() {
        ThreadFactory threads = factory == null ? named(name) : factory;
        return new InterpreterPool(
                new PoolCore(new PoolCore.Settings(name, size, queueBound, rejection, threads, failureHandler)));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger numbers = new AtomicInteger();
        return worker -> {
            Thread thread = new Thread(worker, name + "-worker-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    static void handle(PoolCore.Settings settings, @Nullable Interpreter interpreter, Throwable failure) {
        try {
            if (interpreter == null) {
                log(null, failure);
            } else {
                settings.failureHandler().accept(interpreter, failure);
            }
        } catch (Throwable e) {
            if (e != failure) {
                e.addSuppressed(failure);
            }
            log(interpreter, e);
        }
    }

    private static void log(@Nullable Interpreter interpreter, Throwable failure) {
        LoggerFactory.getLogger(InterpreterPool.class).error("task failed: interpreter={}", interpreter, failure);
    }
}
