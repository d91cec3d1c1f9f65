package org.arenas.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.Shareable;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task that was given to a pool.
 *
 * <p><b>Thread-safety.</b> As {@link FutureTask}.
 */
final class PoolTask<R extends @Nullable Object> extends FutureTask<R> implements Work {
    /*
     * The outcome is told with no arena held, and a task that left a borrow open fails. So what FutureTask.run() finds out is
     * put down (set, setException) and passed on at the end. A cancellation between these two wins, as it does before.
     *
     * claimant  null → CLAIMED → the execution → CLAIMED, by who runs the task: a worker, or somebody who waits for it and would
     *           otherwise wait for a worker. The first step by CAS. The others are release stores: the wait-for graph reads the
     *           execution, and an execution publishes its waits with a fence.
     */
    private static final Object CLAIMED = new Object();

    private static final VarHandle CLAIMANT;

    static {
        try {
            CLAIMANT = MethodHandles.lookup().findVarHandle(PoolTask.class, "claimant", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

    private final PoolCore pool;
    private final @Nullable InHome<R> inHome;
    private volatile @Nullable Object claimant;
    private boolean begun;
    private @Nullable R result;
    private @Nullable Throwable failure;

    /** A function of the home borrow as what FutureTask can call. */
    private static final class InHome<R extends @Nullable Object> implements Callable<R> {
        private final Function<? super Home, ? extends R> body;
        private @Nullable Home home;

        InHome(Function<? super Home, ? extends R> body) {
            this.body = body;
        }

        @Override
        @SuppressWarnings("NullAway") // Set by apply, before it runs this.
        public R call() {
            return Shareable.cross(body.apply(home), "result of a task of a pool");
        }
    }

    PoolTask(PoolCore pool, Callable<R> body) {
        super(body);
        this.pool = pool;
        this.inHome = body instanceof InHome<R> function ? function : null;
    }

    static <R extends @Nullable Object> PoolTask<R> of(PoolCore pool, Function<? super Home, ? extends R> body) {
        return new PoolTask<>(pool, new InHome<R>(body));
    }

    // ---------------------------------------------------------------- running

    boolean claim() {
        return claimant == null && CLAIMANT.compareAndSet(this, (Object) null, CLAIMED);
    }

    @Override
    public void run(Home home, Execution running) {
        begun = true;
        CLAIMANT.setRelease(this, (Object) running);
        if (inHome != null) {
            inHome.home = home;
        }
        pool.interruptIfStopping();
        super.run();
    }

    /** By hand: whoever has got the task back from {@code shutdownNow}, or a future around this one. */
    @Override
    public void run() {
        if (!claim()) {
            return;
        }
        if (inHome == null && Interpreter.current() != null) {
            begun = true;
            super.run();
            ended(null);
        } else {
            pool.spares().run(this);
        }
    }

    @Override
    public boolean hasBegun() {
        return begun;
    }

    @Override
    protected void set(@Nullable R value) {
        result = value;
    }

    @Override
    protected void setException(Throwable thrown) {
        failure = thrown;
    }

    /** Nothing depends on a FutureTask; it only has waiters, which are woken. */
    @Override
    public boolean isToldAnywhere() {
        return true;
    }

    @Override
    @SuppressWarnings("NullAway") // The result is null only if R may be.
    public void ended(@Nullable Throwable violation) {
        CLAIMANT.setRelease(this, CLAIMED);
        if (inHome != null) {
            inHome.home = null;
        }
        Throwable own = failure;
        if (violation != null) {
            if (own != null && own != violation) {
                violation.addSuppressed(own);
            }
            super.setException(violation);
        } else if (own != null) {
            super.setException(own);
        } else {
            super.set(result);
        }
        result = null;
        failure = null;
    }

    @Override
    public @Nullable Execution execution() {
        return claimant instanceof Execution running ? running : null;
    }

    // ---------------------------------------------------------------- waiting

    @Override
    public R get() throws InterruptedException, ExecutionException {
        if (!isDone() && !isDoneSoon()) {
            PoolWait wait = PoolWait.orNull("the result of a task of " + pool, pool, this);
            if (wait != null) {
                pool.spares().claimAndRun(this);
                wait.await(this::isDone, this::look, 0, false);
            }
        }
        return super.get();
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (!isDone() && nanos > 0 && !isDoneSoon()) {
            PoolWait wait = PoolWait.orNull("the result of a task of " + pool, pool, this);
            if (wait != null) {
                pool.spares().claimAndRun(this);
                wait.await(this::isDone, this::look, nanos, true);
                return super.get(0, TimeUnit.NANOSECONDS);
            }
        }
        return super.get(timeout, unit);
    }

    /** Waits a moment for a task that is being done already: most are small. */
    private boolean isDoneSoon() {
        for (int i = 0; i < SPINS; i++) {
            if (isDone()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private void look(long nanos) throws InterruptedException {
        try {
            super.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // Whoever waits looks at the outcome himself.
        }
    }
}
