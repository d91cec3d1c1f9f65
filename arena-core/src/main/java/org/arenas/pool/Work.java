package org.arenas.pool;

import java.util.function.Function;
import org.arenas.Home;
import org.jspecify.annotations.Nullable;

/** Something that runs once, as a task of whichever interpreter gets it. {@link Seat#run} calls its methods in this order. */
interface Work extends Function<Home, @Nullable Object> {
    /** Runs with the home arena held. Throws nothing. */
    @Override
    @Nullable
    Object apply(Home home);

    /** True once {@link #apply} was entered. */
    boolean hasBegun();

    /**
     * Tells the world, with no arena held.
     *
     * @param violation what the task is blamed for beside its own failure, such as a borrow left open; or why it did not run
     */
    void ended(@Nullable Throwable violation);
}
