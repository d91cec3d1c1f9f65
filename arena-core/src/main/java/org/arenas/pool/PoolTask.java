package org.arenas.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import java.util.function.Function;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.Shareable;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A task that was given to a pool, and the future of its result.
 *
 * <p><b>Thread-safety.</b> As {@link java.util.concurrent.FutureTask}.
 */
final class PoolTask<R extends @Nullable Object> extends TaskFuture<R> implements RunnableFuture<R> {
    private @Nullable Callable<? extends R> body;
    private @Nullable Function<? super Home, ? extends R> bodyInHome;
    private boolean begun;

    private PoolTask(
            PoolCore pool,
            @Nullable Callable<? extends R> body,
            @Nullable Function<? super Home, ? extends R> bodyInHome) {
        super(pool);
        this.body = body;
        this.bodyInHome = bodyInHome;
    }

    static <R extends @Nullable Object> PoolTask<R> of(PoolCore pool, Callable<? extends R> body) {
        return new PoolTask<>(pool, body, null);
    }

    static <R extends @Nullable Object> PoolTask<R> of(PoolCore pool, Function<? super Home, ? extends R> body) {
        return new PoolTask<>(pool, null, body);
    }

    boolean isOf(PoolCore other) {
        return pool() == other;
    }

    @Override
    Runnable given() {
        return this;
    }

    @Override
    void drop() {
        cancel(false);
    }

    // ---------------------------------------------------------------- running

    @Override
    boolean wantsHome() {
        return bodyInHome != null;
    }

    @Override
    void run(@Nullable Home home, Execution running) {
        begun = true;
        if (!beginBody(running)) {
            return;
        }
        pool().interruptIfStopping();
        runBody(home);
    }

    private void runBody(@Nullable Home home) {
        try {
            endBody(body != null ? body.call() : callInHome(home), null);
        } catch (Throwable e) {
            endBody(null, e);
        }
        body = null;
        bodyInHome = null;
    }

    @SuppressWarnings("NullAway") // Has a body of this kind if it has not the other, and a home if it has one.
    private R callInHome(@Nullable Home home) {
        return Shareable.cross(bodyInHome.apply(home), "result of a task of a pool");
    }

    /** By hand: whoever has got the task back from {@code shutdownNow}, or a future around this one. */
    @Override
    public void run() {
        if (!claim()) {
            return;
        }
        if (body != null && Interpreter.current() != null) {
            begun = true;
            if (beginBody(Execution.current())) {
                runBody(null);
            }
            ended(null);
        } else {
            pool().spares().run(this);
        }
    }

    @Override
    boolean hasBegun() {
        return begun;
    }

    /** Nothing depends on it; it only has waiters, which are woken. */
    @Override
    boolean isToldAnywhere() {
        return true;
    }
}
