package org.arenas.pool;

import org.arenas.Home;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** Something that runs once, in whichever interpreter gets it. {@link Shift} calls its methods in this order. */
interface Work {
    /**
     * Does it. Throws nothing.
     *
     * @param home held meanwhile
     * @param execution the calling one
     */
    void run(Home home, Execution execution);

    /** {@return the execution that does it, for the wait-for graph; null before and after} From any thread. */
    @Nullable
    Execution execution();

    /** True once {@link #run} was entered. */
    boolean hasBegun();

    /** Whether {@link #ended} runs no code of others, if there is no violation; then it may be called with an arena held. */
    boolean isToldAnywhere();

    /**
     * Tells the world, with no arena held but that of the worker's next task.
     *
     * @param violation what the task is blamed for beside its own failure, such as a borrow left open; or why it did not run
     */
    void ended(@Nullable Throwable violation);
}
