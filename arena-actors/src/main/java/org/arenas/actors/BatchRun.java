package org.arenas.actors;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** What a dispatcher of ours gives to its threads: a {@link Batch}, as a task of a fork-join pool or of any executor. */
final class BatchRun extends ForkJoinTask<@Nullable Void> implements Runnable {
    private static final long serialVersionUID = 1L;

    private final transient Runnable given;
    private final int throughput;
    private final transient @Nullable UncaughtExceptionHandler handler;

    /**
     * A batch to run.
     *
     * @param handler is told what is thrown out of it; null for the one of the thread
     */
    BatchRun(Runnable given, int throughput, @Nullable UncaughtExceptionHandler handler) {
        this.given = given;
        this.throughput = throughput;
        this.handler = handler;
    }

    @Override
    protected boolean exec() {
        run();
        return true;
    }

    @Override
    public void run() {
        try {
            Batch.run(given, throughput);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** As Akka's mailboxes do, which are tasks of a fork-join pool themselves: an interrupt is their usual end then. */
    private void failed(Throwable failure) {
        Thread thread = Thread.currentThread();
        if (failure instanceof InterruptedException) {
            thread.interrupt();
            return;
        }
        UncaughtExceptionHandler told = handler == null ? thread.getUncaughtExceptionHandler() : handler;
        told.uncaughtException(thread, failure);
    }

    @Override
    public @Nullable Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}
}
