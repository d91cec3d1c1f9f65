package org.arenas;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.arenas.lock.ArenaLocks;
import org.arenas.lock.Execution;
import org.arenas.lock.ExecutionStack;
import org.arenas.lock.Ready;
import org.arenas.lock.TaskAcquisition;
import org.arenas.lock.Waiting;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/** A scheduled behaviour: a body and the arenas it wants. Runs once, when it holds them all. */
final class Behaviour<R extends @Nullable Object> extends TaskAcquisition implements Runnable, Outcome.Source {
    /*
     * Whoever releases an arena makes the next behaviour on it ready. If that is a carrier that has just finished a
     * behaviour, it goes on with the next one itself (Chain), without a trip through the pool; everybody else dispatches.
     * A chain ends after LONGEST_CHAIN behaviours, so that other work of the pool gets its turn.
     *
     * The result is completed after the arenas were released: what depends on it may borrow them. If something does, the
     * next behaviour of the chain is dispatched first, because a dependent may take long. A behaviour that is discarded is
     * told by a carrier then, because whoever discards it is in the middle of a close.
     */
    private static final int LONGEST_CHAIN = 256;

    private static final int MOST_ORIGINS = 16;

    private final Access[] accesses;
    private final boolean ordered;
    private final Function<? super Borrow, ? extends R> body;
    private final Outcome<R> outcome = new Outcome<>(this);

    /** The user's part of the body: named when its result may not cross. */
    private final Object code;

    /** Who scheduled this: named when the body fails. */
    private final Object origin;

    private final @Nullable Site scheduled;

    private Behaviour(
            Access[] accesses,
            boolean ordered,
            Function<? super Borrow, ? extends R> body,
            Object code,
            Object origin) {
        super(accesses[0].arena().lock(), accesses[0].isWrite(), accesses.length);
        for (int i = 1; i < accesses.length; i++) {
            add(i, accesses[i].arena().lock(), accesses[i].isWrite());
        }
        this.accesses = accesses;
        this.ordered = ordered;
        this.body = body;
        this.code = code;
        this.origin = origin;
        this.scheduled = Diagnostics.KEEP_ALL ? Site.here(text()) : null;
    }

    /**
     * Schedules a behaviour.
     *
     * @param accesses normalised; not changed any more
     * @param code whoever's result it is
     */
    static <R extends @Nullable Object> CompletionStage<R> schedule(
            Access[] accesses, Function<? super Borrow, ? extends R> body, Object code) {
        return schedule(accesses, false, body, code);
    }

    /**
     * Schedules a task of an {@link InOrder}, which may use nothing but the arenas that it names.
     *
     * @param accesses normalised; not changed any more
     * @param code whoever's result it is
     */
    static <R extends @Nullable Object> Outcome<R> scheduleOrdered(
            Access[] accesses, Function<? super Borrow, ? extends R> body, Object code) {
        return schedule(accesses, true, body, code);
    }

    private static <R extends @Nullable Object> Outcome<R> schedule(
            Access[] accesses, boolean ordered, Function<? super Borrow, ? extends R> body, Object code) {
        Execution scheduling = Execution.current();
        Behaviour<R> behaviour = new Behaviour<>(accesses, ordered, body, code, scheduling.origin());
        if (scheduling.isConfined()) {
            throw Violations.undeclared(behaviour.describe(), scheduling.describe());
        }
        behaviour.schedule();
        return behaviour.outcome;
    }

    @Override
    protected void dispatch() {
        Carriers.shared().execute(this);
    }

    @Override
    protected void discarded(RuntimeException reason) {
        RuntimeException failure = withOrigin(reason);
        if (!outcome.completeUnattached(null, failure)) {
            Carriers.shared().execute(() -> outcome.complete(null, failure));
        }
    }

    @Override
    public void run() {
        Chain chain = new Chain();
        ExecutionStack stack = ExecutionStack.current();
        Behaviour<?> next = this;
        for (int i = 0; next != null; i++) {
            if (i == LONGEST_CHAIN) {
                next.dispatch();
                return;
            }
            next.runOnce(stack, chain);
            next = chain.take();
        }
    }

    private void runOnce(ExecutionStack stack, Chain chain) {
        Execution execution = stack.begin(this, this, null);
        if (ordered) {
            execution.confine();
        }
        R value = null;
        Throwable failure = null;
        GroupBorrow borrow = new GroupBorrow(accesses, execution, null);
        try {
            R returned = body.apply(borrow);
            // An ordered task has checked its result itself: a failure has to be known before the arenas are released.
            value = ordered ? returned : Crossing.result(returned, this, code);
        } catch (Throwable e) {
            failure = e;
        }
        borrow.close();
        if (execution.openBorrows() > 0) {
            failure = leak(execution, failure);
        }
        failure = endHolds(failure);
        execution.end();
        releaseAll(chain);
        if (failure != null) {
            failure = withOrigin(failure);
        }
        if (!chain.isEmpty()) {
            if (outcome.completeAlone(value, failure)) {
                return;
            }
            chain.dispatchNext();
        }
        outcome.complete(value, failure);
    }

    private Throwable leak(Execution execution, @Nullable Throwable failure) {
        List<String> leaked = ArenaLocks.releaseLeaked(execution, GroupBorrow.locks(accesses));
        ArenaException violation = Violations.borrowLeak(describe(), leaked);
        if (failure != null) {
            violation.addSuppressed(failure);
        }
        return violation;
    }

    private <E extends Throwable> E withOrigin(E failure) {
        // One exception object may come out of many behaviours: a constant of the user's must not grow for ever.
        if (failure.getSuppressed().length < MOST_ORIGINS) {
            failure.addSuppressed(scheduled == null ? Site.unknown(text()) : scheduled);
        }
        return failure;
    }

    @Override
    public void blockersOfOutcome(Consumer<Waiting.Edge> visitor) {
        visitor.accept(new Waiting.Edge(current(), "its result", "awaited, to be made"));
    }

    @Override
    public String describe() {
        return (ordered ? "ordered task(" : "behaviour(") + Access.names(accesses) + ")";
    }

    private String text() {
        return describe() + " scheduled by " + Execution.nameOf(origin);
    }

    @Override
    public String toString() {
        return describe();
    }

    /** What a finished behaviour made ready: the first goes on here, the others are dispatched. */
    private static final class Chain implements Ready {
        private @Nullable Behaviour<?> next;

        @Override
        public void add(TaskAcquisition task) {
            if (next == null && task instanceof Behaviour<?> behaviour) {
                next = behaviour;
            } else {
                Ready.DISPATCH.add(task);
            }
        }

        boolean isEmpty() {
            return next == null;
        }

        @Nullable
        Behaviour<?> take() {
            Behaviour<?> taken = next;
            next = null;
            return taken;
        }

        void dispatchNext() {
            Behaviour<?> taken = take();
            if (taken != null) {
                taken.dispatch();
            }
        }
    }
}
