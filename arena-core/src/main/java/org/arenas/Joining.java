package org.arenas;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Parking;
import org.arenas.lock.WaitForGraph;
import org.arenas.lock.Waiting;
import org.jspecify.annotations.Nullable;

/** A wait for something other than an arena: a result, or room in a mailbox. The home arena is given up meanwhile. */
final class Joining implements Waiting {
    private static final long FIRST_PARK_NANOS = 1_000_000;
    private static final long LONGEST_PARK_NANOS = 250_000_000;
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

    private final String wanted;
    private final Outcome.Source source;

    Joining(String wanted, Outcome.Source source) {
        this.wanted = wanted;
        this.source = source;
    }

    @Override
    public void blockers(Consumer<Edge> visitor) {
        source.blockersOfOutcome(visitor);
    }

    @Override
    public String wanted() {
        return wanted;
    }

    /**
     * Waits for a result, as {@link CompletableFuture#join()} does.
     *
     * @param giveUp called if the wait would close a cycle
     */
    static <R extends @Nullable Object> R join(CompletableFuture<R> future, String wanted, BooleanSupplier giveUp) {
        return join(future, wanted, future instanceof Outcome<?> outcome ? outcome.source() : visitor -> {}, giveUp);
    }

    /**
     * Waits for a result of which the caller knows who is in its way.
     *
     * @param giveUp called if the wait would close a cycle
     */
    static <R extends @Nullable Object> R join(
            CompletableFuture<R> future, String wanted, Outcome.Source source, BooleanSupplier giveUp) {
        if (!future.isDone()) {
            Thread waiter = Thread.currentThread();
            CompletableFuture<R> unused = future.whenComplete((result, failure) -> LockSupport.unpark(waiter));
            new Joining(wanted, source).await(future::isDone, giveUp);
        }
        return unwrapped(future);
    }

    /** Waits until all of them are done, however they ended. Woken up once, by the last. */
    static void all(List<? extends Outcome<?>> outcomes, String wanted) {
        // Attaches to the outcomes without their knowing: what it attaches is ours, takes no time and waits for nobody,
        // so that
        // who completes one may go on with its next task.
        CompletableFuture<Void> all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new));
        if (!all.isDone()) {
            Thread waiter = Thread.currentThread();
            CompletableFuture<Void> unused = all.whenComplete((nothing, failure) -> LockSupport.unpark(waiter));
            Outcome.Source source = visitor -> outcomes.stream()
                    .filter(outcome -> !outcome.isDone())
                    .forEach(outcome -> outcome.source().blockersOfOutcome(visitor));
            new Joining(wanted, source).await(all::isDone, () -> !all.isDone());
        }
    }

    /** The result of a completed future; what it failed with is thrown as it is if it is unchecked. */
    private static <R extends @Nullable Object> R unwrapped(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits until something is true. An interrupt does not end the wait and stays pending. */
    void await(BooleanSupplier done, BooleanSupplier giveUp) {
        for (int i = 0; i < SPINS; i++) {
            if (done.getAsBoolean()) {
                return;
            }
            Thread.onSpinWait();
        }
        Execution execution = Execution.current();
        HomeHold home = execution.home();
        HomeHold suspended = home != null && home.suspend() ? home : null;
        boolean interrupted = false;
        try {
            execution.setWaiting(this);
            long park = FIRST_PARK_NANOS;
            while (!done.getAsBoolean()) {
                WaitForGraph.check(execution, this, giveUp);
                Parking.park(this, park);
                park = Math.min(2 * park, LONGEST_PARK_NANOS);
                interrupted |= Thread.interrupted();
            }
        } finally {
            execution.setWaiting(null);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (suspended != null) {
                suspended.resume();
            }
        }
    }
}
