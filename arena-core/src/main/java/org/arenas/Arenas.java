package org.arenas;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.arenas.lock.ArenaLocks;
import org.arenas.lock.Execution;
import org.arenas.lock.GroupAcquisition;
import org.arenas.lock.Wait;
import org.arenas.monitor.Durations;
import org.arenas.monitor.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What concerns several arenas: borrowing them in one step, scheduling behaviours, and looking at all of them.
 *
 * <pre>{@code
 * try (Borrow b = Arenas.borrow(write(ledger), read(rates))) {
 *     b.get(total).add(b.get(rate));
 * }
 * CompletionStage<Receipt> receipt = Arenas.when(write(checking), write(savings))
 *         .call(b -> transfer(b.get(from), b.get(to), 10));
 * }</pre>
 */
public final class Arenas {
    private Arenas() {}

    /**
     * Holds several arenas at once, waiting as long as it takes. Any number of such calls, in whatever order they name
     * their arenas, never deadlock with each other. An arena that is named twice is held in the stronger mode. An
     * interrupt does not end the wait and stays pending. In an interpreter's task an interleaving point like {@link
     * Arena#borrow()}.
     *
     * @param accesses at least one
     * @return to be closed by try-with-resources on the same thread
     * @throws IllegalArgumentException if no access is given
     * @throws org.arenas.error.ArenaClosedException if one of them is closed, or is closed while the caller waits
     * @throws org.arenas.error.AbandonedArenaException if a thread died while it held one of them
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle with borrows held already
     * @throws org.arenas.error.UpgradeException if the caller holds one of them shared and names it for writing
     */
    public static Borrow borrow(Access... accesses) {
        try {
            return Objects.requireNonNull(borrow(Wait.forever(), accesses));
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /**
     * As {@link #borrow(Access...)}, but an interrupt ends the wait.
     *
     * @param accesses at least one
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public static Borrow borrowInterruptibly(Access... accesses) throws InterruptedException {
        return Objects.requireNonNull(borrow(Wait.interruptibly(), accesses));
    }

    /**
     * Holds several arenas if that is possible at once.
     *
     * @param accesses at least one
     * @return null if one of them could not be had; try-with-resources accepts null
     */
    public static @Nullable Borrow tryBorrow(Access... accesses) {
        try {
            return borrow((Wait) null, accesses);
        } catch (InterruptedException e) {
            throw new AssertionError("an attempt does not wait", e);
        }
    }

    /**
     * As {@link #borrow(Access...)}, but waits for a limited time, and an interrupt ends the wait.
     *
     * @param timeout for all of them together; zero or less does not wait
     * @param accesses at least one
     * @return null if the time was up; then none of them is held
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public static @Nullable Borrow tryBorrow(Duration timeout, Access... accesses) throws InterruptedException {
        return borrow(Wait.atMost(Durations.nanos(timeout)), accesses);
    }

    private static @Nullable Borrow borrow(@Nullable Wait wait, Access... accesses) throws InterruptedException {
        Access[] wanted = GroupBorrow.normalise(accesses);
        Execution execution = Execution.current();
        if (execution.isConfined()) {
            Misuse.checkDeclared(wanted, execution);
        }
        int[] cells = GroupAcquisition.acquire(execution, GroupBorrow.requests(wanted), wait);
        return cells == null ? null : new GroupBorrow(wanted, execution, cells);
    }

    /**
     * {@return the named arenas, for a behaviour to be} Nothing happens until {@link When#run} or {@link When#call}.
     *
     * @param accesses at least one; an arena that is named twice is held in the stronger mode
     * @throws IllegalArgumentException if no access is given
     */
    public static When when(Access... accesses) {
        return new When(GroupBorrow.normalise(accesses));
    }

    /**
     * Waits for a stage, as {@code stage.toCompletableFuture().join()} does, but as a wait the library knows of: an
     * interpreter gives up its home arena meanwhile, and if the stage came from the library, a cycle of waits throws. A stage
     * derived from one of the library's counts as waiting for that one until it is done, even if {@code applyToEither} or
     * the like would let another one complete it. An interrupt does not end the wait and stays pending.
     *
     * @param stage any stage
     * @return its result
     * @param <R> the type of the result
     * @throws java.util.concurrent.CompletionException with the cause, if the stage fails with a checked exception; an
     *     unchecked one is thrown as it is
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle
     */
    public static <R extends @Nullable Object> R join(CompletionStage<R> stage) {
        CompletableFuture<R> future = stage.toCompletableFuture();
        return Joining.join(future, "a result", () -> !future.isDone());
    }

    /** {@return all arenas that are not closed, with who holds them, who waits for them, and why} Stops nobody. */
    public static Snapshot snapshot() {
        return ArenaLocks.snapshot();
    }

    /** {@return all interpreters that are not closed, in no particular order} */
    public static List<Interpreter> interpreters() {
        return Interpreter.all();
    }
}
