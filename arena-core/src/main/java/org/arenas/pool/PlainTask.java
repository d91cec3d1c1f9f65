package org.arenas.pool;

import java.util.function.Consumer;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** A task without a future. What it throws goes to the pool's failure handler. */
final class PlainTask implements Work {
    private final PoolCore pool;
    private final Consumer<? super Home> body;
    private @Nullable Interpreter interpreter;
    private @Nullable Throwable failure;
    private volatile @Nullable Execution execution;

    PlainTask(PoolCore pool, Consumer<? super Home> body) {
        this.pool = pool;
        this.body = body;
    }

    @Override
    public void run(Home home, Execution running) {
        interpreter = home.interpreter();
        execution = running;
        pool.interruptIfStopping();
        try {
            body.accept(home);
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Override
    public boolean hasBegun() {
        return interpreter != null;
    }

    /** A failure is told to the user's handler. */
    @Override
    public boolean isToldAnywhere() {
        return failure == null;
    }

    @Override
    public void ended(@Nullable Throwable violation) {
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
    public @Nullable Execution execution() {
        return execution;
    }
}
