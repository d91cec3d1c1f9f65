package org.arenas.lock;

import org.jspecify.annotations.Nullable;

/**
 * Lets a task of an interpreter be a series of parts, each of them a task of its own to whoever wrote it: with its own home
 * borrow, and answerable for what it leaves open. The parts share one hold of the home arena, and so cost less. A task finds
 * the series that it may turn into as its execution's {@link Execution#home()}.
 *
 * <p><b>Thread-safety.</b> Belongs to the task's thread.
 */
public interface TaskSeries {
    /** {@return false once there should be no further part: somebody else waits for the home arena or the interpreter} */
    boolean mayGoOn();

    /**
     * Ends a part: its home borrow and whatever else it opened is dead from now on.
     *
     * @return what the part is blamed for if it left something open, which was closed by force; else null
     */
    @Nullable
    RuntimeException endPart();

    /** {@return the home borrow of the next part} */
    Object beginPart();
}
