package org.arenas.actors;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatcher of ours runs actors on. Everything that a dispatcher gives to its threads, a batch of an actor's messages
 * or a task, passes {@link #execute}.
 */
final class DispatcherExecutor extends AbstractExecutorService {
    private final ExecutorService threads;
    private final int throughput;
    private final @Nullable UncaughtExceptionHandler handler;

    /** For threads that Akka has made. */
    DispatcherExecutor(ExecutorService threads, int throughput) {
        this(threads, throughput, null);
    }

    /**
     * For threads that do not know what Akka wants to be done with what is thrown out of a batch: the handler does.
     *
     * @param throughput messages of one actor in a row, as configured; Akka takes what is below 1 for 1
     */
    DispatcherExecutor(ExecutorService threads, int throughput, @Nullable UncaughtExceptionHandler handler) {
        this.threads = threads;
        this.throughput = Math.max(1, throughput);
        this.handler = handler;
    }

    @Override
    public void execute(Runnable batch) {
        threads.execute(new BatchRun(batch, throughput, handler));
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }

    @Override
    public String toString() {
        return "DispatcherExecutor(" + threads + ")";
    }
}
