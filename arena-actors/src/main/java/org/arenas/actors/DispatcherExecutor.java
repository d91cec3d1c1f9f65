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
    private final @Nullable UncaughtExceptionHandler handler;

    /** For threads that Akka has made. */
    DispatcherExecutor(ExecutorService threads) {
        this(threads, null);
    }

    /** For threads that do not know what Akka wants to be done with what is thrown out of a batch: the handler does. */
    DispatcherExecutor(ExecutorService threads, @Nullable UncaughtExceptionHandler handler) {
        this.threads = threads;
        this.handler = handler;
    }

    @Override
    public void execute(Runnable batch) {
        // As it is, if possible: Akka's mailboxes are tasks of a fork-join pool themselves.
        UncaughtExceptionHandler told = handler;
        threads.execute(told == null ? batch : () -> runTelling(told, batch));
    }

    private static void runTelling(UncaughtExceptionHandler handler, Runnable batch) {
        try {
            batch.run();
        } catch (Throwable e) {
            // That it was interrupted is how a mailbox ends its batch then, and no news.
            if (!(e instanceof InterruptedException)) {
                handler.uncaughtException(Thread.currentThread(), e);
            }
        }
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
