package org.arenas.torture;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Interpreter;
import org.arenas.lock.Execution;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;

/**
 * What the torture tests share: a printed seed, threads that are joined, stages that must complete, and the look at the
 * world afterwards: no borrow left open, no arena left, nobody in a queue.
 *
 * <p>{@code -Darenas.test.seed=} repeats a run as far as the scheduler lets it, {@code -Darenas.torture.factor=} makes it longer.
 */
final class Rig implements AutoCloseable {
    private static final double FACTOR = Double.parseDouble(System.getProperty("arenas.torture.factor", "1"));
    private static final Duration DEADLINE = Duration.ofMillis((long) (40_000 * Math.max(1, FACTOR)));

    private final String name;
    private final long seed;
    private final SplittableRandom random;
    private final Threads threads = new Threads();
    private final Queue<Arena> arenas = new ConcurrentLinkedQueue<>();
    private final Queue<Interpreter> interpreters = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /** What a thread of a test does, with a source of chance of its own. */
    @FunctionalInterface
    interface Body {
        void run(SplittableRandom random) throws Exception;
    }

    Rig(String name) {
        this.name = name;
        this.seed = Long.getLong("arenas.test.seed", ThreadLocalRandom.current().nextLong());
        this.random = new SplittableRandom(seed);
        System.out.println("torture: " + this);
    }

    /** A number of repetitions, as long as the run is meant to be. */
    static int times(int usual) {
        return (int) Math.max(1, usual * FACTOR);
    }

    SplittableRandom random() {
        return random;
    }

    /** An arena that is closed, and looked at, in the end. */
    Arena arena(String label) {
        Arena arena = Arena.create(label);
        arenas.add(arena);
        return arena;
    }

    /** As many arenas. */
    List<Arena> arenas(int count) {
        return IntStream.range(0, count).mapToObj(i -> arena("arena-" + i)).toList();
    }

    /** An interpreter that is closed in the end; a failure of a task without a result fails the test. */
    Interpreter interpreter(Interpreter.Builder builder) {
        Interpreter interpreter =
                builder.onFailure((who, failure) -> failed(failure)).create();
        interpreters.add(interpreter);
        return interpreter;
    }

    /** Starts a thread, which must leave no borrow open. */
    Thread thread(String label, Body body) {
        SplittableRandom own = random.split();
        return threads.start(label, () -> {
            try {
                body.run(own);
                checkNoBorrowIsOpen();
            } catch (Throwable e) {
                // At once, because it may be why others wait for ever.
                System.out.println("torture: " + this + ": thread=" + label + " failed: " + e);
                throw e;
            }
        });
    }

    static void checkNoBorrowIsOpen() {
        int open = Execution.current().openBorrows();
        if (open != 0) {
            throw new AssertionError("borrows left open: count=" + open);
        }
    }

    /** A stage that must complete before the test ends, and well. */
    <R> CompletionStage<R> expect(CompletionStage<R> stage) {
        return expect(stage, failure -> false);
    }

    /** A stage that must complete before the test ends, well or with a failure that is allowed. */
    <R> CompletionStage<R> expect(CompletionStage<R> stage, Predicate<Throwable> allowed) {
        begun.increment();
        return stage.whenComplete((result, failure) -> {
            if (failure != null && !allowed.test(failure)) {
                failed(failure);
            }
            ended.increment();
        });
    }

    /** Waits while too many stages are open, so that they do not pile up. */
    void throttle(int most) {
        while (begun.sum() - ended.sum() > most) {
            LockSupport.parkNanos(100_000);
        }
    }

    void failed(Throwable failure) {
        failures.add(failure);
    }

    /** Waits for the threads and the stages. */
    void join() {
        threads.joinAll(DEADLINE);
        Await.until("all stages complete", () -> ended.sum() == begun.sum());
        throwFailures();
    }

    private void throwFailures() {
        Throwable first = failures.peek();
        if (first != null) {
            AssertionError all =
                    new AssertionError(this + ": failures=" + failures.size() + ", first: " + first, first);
            failures.stream().skip(1).limit(5).forEach(all::addSuppressed);
            throw all;
        }
    }

    @Override
    public void close() {
        join();
        interpreters.forEach(Interpreter::close);
        arenas.forEach(Arena::close);
        throwFailures();
        checkNoBorrowIsOpen();
        Await.until(
                "nothing is held or waited for", () -> Arenas.snapshot().busy().isEmpty());
        for (ArenaSnapshot left : Arenas.snapshot().arenas()) {
            if (arenas.stream().anyMatch(arena -> arena.id() == left.id())
                    || interpreters.stream()
                            .anyMatch(interpreter -> interpreter.arena().id() == left.id())) {
                throw new AssertionError(this + ": closed and still listed: arena=" + left.label());
            }
        }
    }

    @Override
    public String toString() {
        return name + ": arenas.test.seed=" + seed + ", arenas.torture.factor=" + FACTOR;
    }
}
