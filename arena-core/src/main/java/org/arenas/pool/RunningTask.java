package org.arenas.pool;

import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** Work of which the wait-for graph can be told who does it. */
interface RunningTask extends Work {
    /** {@return the execution that runs it; null before and after} */
    @Nullable
    Execution execution();
}
