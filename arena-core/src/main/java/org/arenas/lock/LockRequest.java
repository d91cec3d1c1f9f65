package org.arenas.lock;

import java.util.ArrayList;
import java.util.List;

/**
 * One arena that an acquisition wants, and how.
 *
 * @param lock the arena's lock
 * @param exclusive true for writing, false for reading
 */
public record LockRequest(ArenaLock lock, boolean exclusive) {

    /**
     * Sorts requests by lock id and merges those for the same lock; the stronger mode wins.
     *
     * @param requests any order, duplicates allowed; not changed
     * @return a new list in the order in which queues are entered
     */
    public static List<LockRequest> normalise(List<LockRequest> requests) {
        List<LockRequest> sorted = new ArrayList<>(requests);
        sorted.sort((a, b) -> {
            int byId = Long.compare(a.lock.id(), b.lock.id());
            return byId != 0 ? byId : Boolean.compare(b.exclusive, a.exclusive);
        });
        List<LockRequest> merged = new ArrayList<>(sorted.size());
        for (LockRequest request : sorted) {
            if (merged.isEmpty() || merged.get(merged.size() - 1).lock != request.lock) {
                merged.add(request);
            }
        }
        return merged;
    }
}
