package org.arenas.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * Where work is done: an interpreter, and another one in its place should a task have closed it.
 *
 * <p><b>Thread-safety.</b> One thread at a time runs work; any may close.
 */
final class Seat {
    /** Written with release order: it is read for the wait-for graph alone, and an execution publishes its waits with a fence. */
    private static final VarHandle RUNNING;

    static {
        try {
            RUNNING = MethodHandles.lookup().findVarHandle(Seat.class, "running", Work.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private volatile Interpreter interpreter;
    private volatile @Nullable Work running;

    Seat(String name) {
        this.name = name;
        this.interpreter = Interpreter.create(name);
    }

    /** Runs one piece of work on the calling thread and tells its end. Throws nothing that the work does not throw at its end. */
    void run(Work work) {
        run(work, () -> null);
    }

    /**
     * As {@link #run(Work)}, and more work after it.
     *
     * @param more gives the next one, or null if there is none now; called on the calling thread
     */
    void run(Work first, Supplier<@Nullable Work> more) {
        Shift shift = new Shift(first, () -> begun(more.get()));
        begun(first);
        Throwable thrown = attempt(shift);
        if (thrown != null && !shift.hasBegun() && interpreter.state() != Interpreter.State.RUNNING) {
            interpreter.close();
            interpreter = Interpreter.create(name);
            thrown = attempt(shift);
        }
        begun(null);
        shift.ended(thrown);
    }

    private @Nullable Work begun(@Nullable Work work) {
        RUNNING.setRelease(this, work);
        return work;
    }

    /** {@return what runs here now} From any thread. */
    @Nullable
    Work running() {
        return running;
    }

    /** What kept the work from running, or what it is blamed for; null if all is well. */
    private @Nullable Throwable attempt(Shift shift) {
        try {
            interpreter.<@Nullable Object>call(shift);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    Interpreter interpreter() {
        return interpreter;
    }

    void close() {
        interpreter.close();
    }
}
