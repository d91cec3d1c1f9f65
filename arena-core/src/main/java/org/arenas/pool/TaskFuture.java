package org.arenas.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.arenas.lock.Execution;
import org.arenas.lock.Spin;
import org.jspecify.annotations.Nullable;

/**
 * The result of a pool's task, as {@link java.util.concurrent.FutureTask} has it, told in two steps: the body ends with the
 * home arena held, and the result is told when it is not.
 *
 * <p><b>Thread-safety.</b> {@link #beginBody}, {@link #endBody} and {@link #ended} are for who has claimed the task, in this
 * order; everything else may be called from any thread.
 * <p><b>Memory consistency.</b> As {@link Future}.
 */
abstract class TaskFuture<R extends @Nullable Object> extends Work implements Future<R> {
    /*
     * state
     *   NEW → ENDING → TOLD           by who runs it: CAS when the body has ended, and a release store when all is told
     *   NEW → CANCELLED               by cancel(false), CAS
     *   NEW → INTERRUPTING → INTERRUPTED   by cancel(true), CAS, and a store once the interrupt has arrived. A body that ends
     *                                 meanwhile waits for that, so that no interrupt hits what the thread does next.
     * From ENDING on the outcome does not change, but it may yet become a violation; so who asks waits for TOLD.
     *
     * claimant   null → thread → execution: who runs it. The first step, by CAS, is the claim. The second is a release store;
     *            a waiter that is looked for in the wait-for graph publishes its own wait with a fence.
     * An interrupt is not lost: the claim is a CAS before the body reads the state, cancel is one before it reads the claimant.
     *
     * told       null → latch, CAS, by the first waiter. A waiter looks at the state after that, and the end of the body is a
     *            CAS before the latch is read: one of both sees the other. Who finds ENDING tries for a moment.
     *
     * outcome    result, or failure if isFailure: written by who runs it before ENDING, and before TOLD
     */
    private static final int NEW = 0;
    private static final int ENDING = 1;
    private static final int TOLD = 2;
    private static final int CANCELLED = 3;
    private static final int INTERRUPTING = 4;
    private static final int INTERRUPTED = 5;

    private static final VarHandle STATE;
    private static final VarHandle CLAIMANT;
    private static final VarHandle LATCH;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(TaskFuture.class, "state", int.class);
            CLAIMANT = lookup.findVarHandle(TaskFuture.class, "claimant", Object.class);
            LATCH = lookup.findVarHandle(TaskFuture.class, "told", CountDownLatch.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PoolCore pool;
    private volatile int state;
    private volatile @Nullable Object claimant;
    private volatile @Nullable CountDownLatch told;
    private @Nullable Object outcome;
    private boolean isFailure;

    TaskFuture(PoolCore pool) {
        this.pool = pool;
    }

    final PoolCore pool() {
        return pool;
    }

    // ---------------------------------------------------------------- running

    @Override
    final boolean claim() {
        return claimant == null && CLAIMANT.compareAndSet(this, (Object) null, (Object) Thread.currentThread());
    }

    /** False if it was cancelled before. */
    final boolean beginBody(Execution running) {
        if (claimant == Thread.currentThread()) {
            CLAIMANT.setRelease(this, (Object) running);
        } else {
            // Run by a carrier for the claimant: who cancels has to see this, or this the cancellation.
            claimant = running;
        }
        return state == NEW;
    }

    final void endBody(@Nullable Object result, @Nullable Throwable failure) {
        outcome = failure == null ? result : failure;
        isFailure = failure != null;
        if (!STATE.compareAndSet(this, NEW, ENDING)) {
            outcome = null;
            for (int i = 0; state == INTERRUPTING; i++) {
                Spin.once(i);
            }
        }
    }

    @Override
    final void ended(@Nullable Throwable violation) {
        if (violation != null && (state == ENDING || STATE.compareAndSet(this, NEW, ENDING))) {
            if (isFailure && outcome instanceof Throwable own && own != violation) {
                violation.addSuppressed(own);
            }
            outcome = violation;
            isFailure = true;
        }
        if (state == ENDING) {
            STATE.setRelease(this, TOLD);
        }
        wakeWaiters();
    }

    private void wakeWaiters() {
        CountDownLatch present = told;
        if (present != null) {
            present.countDown();
        }
    }

    @Override
    final @Nullable Execution execution() {
        return state <= ENDING && claimant instanceof Execution running ? running : null;
    }

    // ---------------------------------------------------------------- the future

    @Override
    public final boolean cancel(boolean mayInterrupt) {
        if (!STATE.compareAndSet(this, NEW, mayInterrupt ? INTERRUPTING : CANCELLED)) {
            awaitEnding();
            return false;
        }
        if (mayInterrupt) {
            Object who = claimant;
            if (who instanceof Execution running) {
                running.interrupt();
            } else if (who instanceof Thread thread) {
                thread.interrupt();
            }
            STATE.setRelease(this, INTERRUPTED);
        }
        wakeWaiters();
        return true;
    }

    @Override
    public final boolean isCancelled() {
        return state >= CANCELLED;
    }

    @Override
    public final boolean isDone() {
        return state > ENDING;
    }

    @Override
    public final R get() throws InterruptedException, ExecutionException {
        if (!isDone() && !isDoneSoon()) {
            PoolWait wait = PoolWait.orNull("the result of a task of " + pool, pool, this);
            if (wait == null) {
                boolean unused = awaitTold(false, 0);
            } else {
                pool.spares().claimAndRun(this);
                wait.await(this::isDone, this::look, 0, false);
            }
        }
        return report();
    }

    @Override
    public final R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (!isDone() && (nanos <= 0 || !isDoneSoon())) {
            PoolWait wait = nanos <= 0 ? null : PoolWait.orNull("the result of a task of " + pool, pool, this);
            if (wait == null) {
                boolean unused = awaitTold(true, nanos);
            } else {
                pool.spares().claimAndRun(this);
                wait.await(this::isDone, this::look, nanos, true);
            }
            if (!isDone()) {
                throw new TimeoutException("task is not done in time: pool=" + pool + ", nanos=" + nanos);
            }
        }
        return report();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // A result is of type R, and null only if R may be.
    private R report() throws ExecutionException {
        if (state != TOLD) {
            throw new CancellationException("task was cancelled: pool=" + pool);
        }
        if (isFailure) {
            throw new ExecutionException((Throwable) outcome);
        }
        return (R) outcome;
    }

    // ---------------------------------------------------------------- waiting

    /** Waits a moment for a task that is being done already: most are small. */
    private boolean isDoneSoon() {
        Spinning spinning = pool.spinningForResults();
        return spinning.isWorthwhile() && spinning.until(this::isDone);
    }

    private void look(long nanos) throws InterruptedException {
        boolean unused = awaitTold(true, nanos);
    }

    private boolean awaitTold(boolean timed, long nanos) throws InterruptedException {
        CountDownLatch latch = told;
        if (latch == null) {
            latch = new CountDownLatch(1);
            CountDownLatch first = (CountDownLatch) LATCH.compareAndExchange(this, (CountDownLatch) null, latch);
            latch = first == null ? latch : first;
        }
        awaitEnding();
        if (isDone()) {
            return true;
        }
        if (timed) {
            return latch.await(nanos, TimeUnit.NANOSECONDS);
        }
        latch.await();
        return true;
    }

    /** The body has ended, and somebody is about to tell. */
    private void awaitEnding() {
        for (int i = 0; state == ENDING; i++) {
            Spin.once(i);
        }
    }

    @Override
    public final String toString() {
        return super.toString()
                + switch (state) {
                    case TOLD -> isFailure ? "[Completed exceptionally: " + outcome + "]" : "[Completed normally]";
                    case CANCELLED, INTERRUPTING, INTERRUPTED -> "[Cancelled]";
                    default -> "[Not completed]";
                };
    }
}
