package org.arenas.offheap;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An array in parts that do not overlap, to be lent to other workers within a block.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     LongArray cells = m.longArray(m.allocateLongArray(1_000));
 *     try (Split<LongArray> parts = cells.split(4)) {
 *         for (int i = 0; i < parts.size(); i++) {
 *             ArrayPart<LongArray> part = parts.lend(i);
 *             pool.execute(() -> {
 *                 try (ArrayLease<LongArray> lease = part.open()) {
 *                     lease.array().fill(7);
 *                 }
 *             });
 *         }
 *     }
 *     System.out.println(cells.sum());
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Belongs to the execution that holds the arena. The array cannot be used until the split is closed.
 * <p><b>Memory consistency.</b> What workers did to their parts happens-before the end of {@link #close()}.
 *
 * @param <A> the kind of array
 */
public final class Split<A extends SharedArray<A>> implements AutoCloseable {
    private final A array;
    private final long[] starts;
    private final Lending lending;
    /** The parts themselves are kept by those who will open them, and by nobody else. */
    private final List<WeakReference<ArrayPart<?>>> lent;

    Split(A array, long[] starts) {
        this.array = array;
        this.starts = starts;
        this.lent = new ArrayList<>(Collections.nCopies(starts.length - 1, new WeakReference<>(null)));
        this.lending = new Lending(array);
    }

    /** {@return how many parts there are} */
    public int size() {
        return lent.size();
    }

    /**
     * {@return which elements of the array a part has}
     *
     * @param part its number, from 0
     */
    public Range range(int part) {
        Objects.checkIndex(part, lent.size());
        return Range.of(starts[part], starts[part + 1] - starts[part]);
    }

    /**
     * Lends a part: it may be passed to any thread, which opens it. {@link #close()} waits for it to come back: see to it that
     * it is opened and closed, or {@linkplain ArrayPart#giveBack() given back}.
     *
     * @param part its number, from 0
     * @return can be opened once
     * @throws IllegalStateException if the part is lent and has not come back
     */
    public ArrayPart<A> lend(int part) {
        lending.checkLender();
        Range range = range(part);
        ArrayPart<?> before = lent.get(part).get();
        if (before != null && !before.isBack()) {
            throw new IllegalStateException(
                    "part is lent: part=" + before + "; lend it again when it has come back, or split into more parts");
        }
        ArrayPart<A> next = new ArrayPart<>(array, lending, range);
        lent.set(part, new WeakReference<>(next));
        return next;
    }

    /** Whoever comes to a part first works on it; so no part waits for an executor whose threads are all busy, or wait here. */
    void forEach(Executor executor, BiConsumer<? super Range, ? super A> body) {
        Failures failures = new Failures();
        List<ArrayPart<A>> parts = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            parts.add(lend(i));
        }
        try {
            for (ArrayPart<A> part : parts.subList(1, size())) {
                executor.execute(() -> failures.run(part, body));
            }
        } catch (RejectedExecutionException e) {
            // What is left runs here.
        } catch (Throwable e) {
            failures.add(e);
        }
        parts.forEach(part -> failures.run(part, body));
        close();
        failures.rethrow();
    }

    /** What the workers of one call threw. */
    private static final class Failures {
        private @Nullable Throwable first;

        <A extends SharedArray<A>> void run(ArrayPart<A> part, BiConsumer<? super Range, ? super A> body) {
            try (ArrayLease<A> lease = part.tryOpen()) {
                if (lease != null) {
                    run(part.range(), lease.array(), body);
                }
            }
        }

        /** Keeps what is thrown, while the part is still lent: the lender sees it when it is back. */
        private <A extends SharedArray<A>> void run(Range range, A part, BiConsumer<? super Range, ? super A> body) {
            try {
                body.accept(range, part);
            } catch (Throwable e) {
                add(e);
            }
        }

        synchronized void add(Throwable failure) {
            if (first == null) {
                first = failure;
            } else if (first != failure) {
                first.addSuppressed(failure);
            }
        }

        synchronized void rethrow() {
            if (first instanceof Error error) {
                throw error;
            }
            if (first instanceof RuntimeException exception) {
                throw exception;
            }
            if (first != null) {
                throw new AssertionError("a BiConsumer throws no checked exception", first);
            }
        }
    }

    /**
     * Waits until every part that was lent has come back; then the array can be used again. As with {@link
     * java.util.concurrent.ExecutorService}, an interrupt takes back the parts that nobody has opened yet, and those that are
     * open are waited for all the same. So does leaving the borrow without this call, and a part that nobody can reach any
     * more is not waited for. The wait is in the wait-for graph: a worker that would wait for the lender while it has a part
     * gets a {@link org.arenas.error.DeadlockException}. A second call does nothing.
     */
    @Override
    public void close() {
        lending.close();
    }

    @Override
    public String toString() {
        return "Split(" + array + " in " + size() + ")";
    }
}
