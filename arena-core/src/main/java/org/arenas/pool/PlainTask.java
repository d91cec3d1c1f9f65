package org.arenas.pool;

import java.util.function.Consumer;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** A task without a future. What it throws goes to the pool's failure handler. */
final class PlainTask implements RunningTask {
    private final InterpreterPool pool;
    private final Consumer<? super Home> body;
    private @Nullable Interpreter interpreter;
    private @Nullable Throwable failure;
    private volatile @Nullable Execution execution;

    PlainTask(InterpreterPool pool, Consumer<? super Home> body) {
        this.pool = pool;
        this.body = body;
    }

    @Override
    public @Nullable Object apply(Home home) {
        interpreter = home.interpreter();
        execution = Execution.current();
        pool.interruptIfStopping();
        try {
            body.accept(home);
        } catch (Throwable e) {
            failure = e;
        }
        return null;
    }

    @Override
    public boolean hasBegun() {
        return interpreter != null;
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
