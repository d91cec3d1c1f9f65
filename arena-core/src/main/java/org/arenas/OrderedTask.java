package org.arenas;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One task of an {@link InOrder}.
 *
 * <p><b>Memory consistency.</b> It runs on a carrier before {@link #await} returns, and all else is done by the thread that
 * made it.
 */
final class OrderedTask<R extends @Nullable Object> implements Function<Borrow, @Nullable R> {
    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

    private final long index;
    private final AtomicLong failed;
    private final BiFunction<? super Borrow, ? super PrintWriter, ? extends @Nullable R> body;
    private final Object code;
    private final boolean hasResult;
    private final @Nullable StringWriter printed;
    private @Nullable Outcome<@Nullable R> outcome;

    /** What the arenas were like in the end, if the run is checked. Written by the carrier, read after the end. */
    private Access @Nullable [] fingerprinted;

    private long fingerprint;

    /**
     * A task to be scheduled.
     *
     * @param index its place in the order
     * @param failed the lowest index that has failed so far; shared by the tasks of a run
     * @param code whoever's result it is, for messages
     * @param hasResult false if what the body returns is not wanted
     * @param prints whether the body writes to what it is given
     */
    OrderedTask(
            long index,
            AtomicLong failed,
            BiFunction<? super Borrow, ? super PrintWriter, ? extends @Nullable R> body,
            Object code,
            boolean hasResult,
            boolean prints) {
        this.index = index;
        this.failed = failed;
        this.body = body;
        this.code = code;
        this.hasResult = hasResult;
        this.printed = prints ? new StringWriter() : null;
    }

    void schedule(Access[] accesses) {
        outcome = Behaviour.scheduleOrdered(accesses, this, code);
    }

    /** The body, unless an earlier task has failed. */
    @Override
    public @Nullable R apply(Borrow borrow) {
        if (failed.get() < index) {
            return null;
        }
        try {
            PrintWriter out = printed == null ? NOWHERE : new PrintWriter(printed);
            return Crossing.result(body.apply(borrow, out), "ordered task", code);
        } catch (Throwable e) {
            fail();
            throw e;
        } finally {
            if (fingerprinted != null) {
                fingerprint = OrderCheck.fingerprint(fingerprinted);
            }
        }
    }

    private void fail() {
        failed.accumulateAndGet(index, Math::min);
    }

    /** Waits for the end. {@return what it failed with, or null} */
    @Nullable
    Throwable await() {
        try {
            Arenas.join(outcome());
            return null;
        } catch (RuntimeException | Error e) {
            if (!outcome().isDone()) {
                throw e; // the wait failed, not the task
            }
            fail(); // a second time, but for one that never ran because an arena was closed
            return e;
        }
    }

    /** Before it is scheduled: has it leave a fingerprint of its arenas. */
    void fingerprints(Access[] accesses) {
        fingerprinted = accesses;
    }

    /** The same task, to be scheduled anew, whether others have failed or not. */
    OrderedTask<R> again() {
        OrderedTask<R> again =
                new OrderedTask<>(index, new AtomicLong(Long.MAX_VALUE), body, code, hasResult, printed != null);
        again.fingerprinted = fingerprinted;
        return again;
    }

    long index() {
        return index;
    }

    long fingerprint() {
        return fingerprint;
    }

    String output() {
        return printed == null ? "" : printed.toString();
    }

    /** After the end. */
    @Nullable
    R result() {
        return outcome().join();
    }

    void addResult(List<R> results) {
        if (hasResult) {
            results.add(outcome().join());
        }
    }

    void print(PrintWriter sink) {
        if (printed != null) {
            sink.append(printed.getBuffer());
        }
    }

    /** Once it was scheduled. */
    Outcome<@Nullable R> outcome() {
        return Objects.requireNonNull(outcome);
    }
}
