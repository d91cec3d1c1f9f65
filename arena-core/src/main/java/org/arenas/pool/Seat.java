package org.arenas.pool;

import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * Where work is done: an interpreter, and another one in its place should a task have closed it.
 *
 * <p><b>Thread-safety.</b> One thread at a time runs work; any may close.
 */
final class Seat {
    private final String name;
    private volatile Interpreter interpreter;

    Seat(String name) {
        this.name = name;
        this.interpreter = Interpreter.create(name);
    }

    /** Runs work on the calling thread and tells its end. Throws nothing that the work does not throw at its end. */
    void run(Work work) {
        Throwable violation = attempt(work);
        if (violation != null && !work.hasBegun() && interpreter.state() != Interpreter.State.RUNNING) {
            interpreter.close();
            interpreter = Interpreter.create(name);
            violation = attempt(work);
        }
        work.ended(violation);
    }

    /** What kept the work from running, or what it is blamed for; null if all is well. */
    private @Nullable Throwable attempt(Work work) {
        try {
            interpreter.<@Nullable Object>call(work);
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
