package org.arenas.lock;

import java.util.function.Consumer;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/**
 * A wait that has begun: the source of edges in the wait-for graph. An object of this type stands for one wait and is
 * never used for another, so that two walks that meet the same object know that the wait lasted from one to the other.
 */
public interface Waiting {
    /**
     * Calls the visitor once for each agent that is in the way now.
     *
     * @param visitor called on the calling thread, possibly with slightly stale facts
     */
    void blockers(Consumer<Edge> visitor);

    /** {@return what is waited for, in words} */
    String wanted();

    /**
     * An edge of the wait-for graph.
     *
     * @param agent who is in the way
     * @param what of what: a lock, or whatever else can be waited for
     * @param how for example {@code held exclusively}
     */
    record Edge(Agent agent, Object what, String how) {
        /** {@return the edge in words, for example {@code orders#7 held exclusively by main}} */
        public String text() {
            @Nullable
            Site site = what instanceof ArenaLock lock && how.equals(LockEdges.EXCLUSIVE) ? lock.site() : null;
            return what + " " + how + " by " + agent.describe()
                    + (site == null ? "" : " (acquired at " + site.where() + ")");
        }
    }
}
