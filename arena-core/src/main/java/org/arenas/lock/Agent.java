package org.arenas.lock;

import org.jspecify.annotations.Nullable;

/** A node of the wait-for graph: an execution, or a behaviour or batch that is queued and has no execution yet. */
public interface Agent {
    /** {@return what it waits for now, or null if it runs} */
    @Nullable
    Waiting waiting();

    /** {@return its name in messages} */
    String describe();

    /** {@return where its thread waits; {@code queued} if it has no thread} */
    String where();
}
