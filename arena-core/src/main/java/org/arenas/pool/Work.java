package org.arenas.pool;

import org.arenas.Home;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** Something that runs once, in whichever interpreter gets it. A {@link Shift} calls its methods in this order. */
abstract class Work extends Queued {
    /** True if the caller is to run it, and nobody else will. */
    boolean claim() {
        return true;
    }

    /** Whether {@link #run} makes use of a home borrow: to make one for each piece of work costs something. */
    abstract boolean wantsHome();

    /**
     * Does it, with the home arena held. Throws nothing.
     *
     * @param home null only if it is not wanted
     * @param execution the calling one
     */
    abstract void run(@Nullable Home home, Execution execution);

    /** {@return the execution that does it, for the wait-for graph; null before and after} From any thread. */
    abstract @Nullable Execution execution();

    /** True once {@link #run} was entered. */
    abstract boolean hasBegun();

    /** Whether {@link #ended} runs no code of others, if there is no violation; then it may be called with an arena held. */
    abstract boolean isToldAnywhere();

    /**
     * Tells the world, with no arena held but that of the worker's next task.
     *
     * @param violation what the task is blamed for beside its own failure, such as a borrow left open; or why it did not run
     */
    abstract void ended(@Nullable Throwable violation);
}
