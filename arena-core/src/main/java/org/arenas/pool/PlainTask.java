package org.arenas.pool;

import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** A task without a future of the pool's. What it throws goes to the pool's failure handler. */
final class PlainTask extends Work {
    private final PoolCore pool;
    private final @Nullable Runnable body;
    private final @Nullable Consumer<? super Home> bodyInHome;
    private boolean begun;
    private @Nullable Interpreter interpreter;
    private @Nullable Throwable failure;
    private volatile @Nullable Execution execution;

    private PlainTask(PoolCore pool, @Nullable Runnable body, @Nullable Consumer<? super Home> bodyInHome) {
        this.pool = pool;
        this.body = body;
        this.bodyInHome = bodyInHome;
    }

    static PlainTask of(PoolCore pool, Runnable body) {
        return new PlainTask(pool, body, null);
    }

    static PlainTask of(PoolCore pool, Consumer<? super Home> body) {
        return new PlainTask(pool, null, body);
    }

    @Override
    Runnable given() {
        return body != null ? body : this::runByHand;
    }

    /** Runs it in an interpreter that nobody uses at the moment, on the calling thread. */
    private void runByHand() {
        pool.spares().run(this);
    }

    @Override
    void drop() {
        if (body instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    @Override
    boolean wantsHome() {
        return bodyInHome != null;
    }

    @Override
    void run(@Nullable Home home, Execution running) {
        begun = true;
        interpreter = running.subject() instanceof Interpreter present ? present : null;
        execution = running;
        pool.interruptIfStopping();
        try {
            if (body != null) {
                body.run();
            } else if (bodyInHome != null && home != null) {
                bodyInHome.accept(home);
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Override
    boolean hasBegun() {
        return begun;
    }

    /** A failure is told to the user's handler. */
    @Override
    boolean isToldAnywhere() {
        return failure == null;
    }

    @Override
    void ended(@Nullable Throwable violation) {
        execution = null;
        Throwable blamed = violation == null ? failure : violation;
        if (blamed != null) {
            if (blamed != failure && failure != null) {
                blamed.addSuppressed(failure);
            }
            pool.failed(interpreter, blamed);
        }
    }

    @Override
    @Nullable
    Execution execution() {
        return execution;
    }
}
