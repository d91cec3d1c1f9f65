package org.arenas.pool;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code invokeAny} for a caller that is a task of the pool itself: runs one task after the other on the calling thread until
 * one succeeds, because waiting for workers could mean to wait for oneself.
 */
final class InvokeAnyHere {
    private InvokeAnyHere() {}

    static <R> R run(Collection<? extends Callable<R>> tasks) throws InterruptedException, ExecutionException {
        try {
            return run(tasks, Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new AssertionError("a wait without a limit was timed out", e);
        }
    }

    static <R> R run(Collection<? extends Callable<R>> tasks, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("no tasks are given: tasks=0; use at least 1");
        }
        tasks.forEach(task -> Objects.requireNonNull(task, "task"));
        long begin = System.nanoTime();
        @Nullable Throwable last = null;
        for (Callable<R> task : tasks) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - begin >= nanos) {
                throw new TimeoutException("no task has succeeded in time: nanos=" + nanos);
            }
            try {
                return task.call();
            } catch (Throwable e) {
                last = e;
            }
        }
        throw new ExecutionException(last);
    }
}
