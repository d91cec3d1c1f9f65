package org.arenas.lock;

import java.util.Arrays;

/**
 * One arena that an acquisition wants, and how. Arrays of requests are <em>normalised</em>: in the order of lock ids, each
 * lock once.
 *
 * @param lock the arena's lock
 * @param exclusive true for writing, false for reading
 */
public record LockRequest(ArenaLock lock, boolean exclusive) {

    /**
     * Adds a request to normalised ones; for a lock that is there already, the stronger mode wins.
     *
     * @param normalised not changed
     * @param more the request to add
     * @return normalised, too
     */
    static LockRequest[] add(LockRequest[] normalised, LockRequest more) {
        int at = 0;
        while (at < normalised.length && normalised[at].lock.id() < more.lock.id()) {
            at++;
        }
        if (at < normalised.length && normalised[at].lock == more.lock) {
            LockRequest[] same = normalised.clone();
            same[at] = more.exclusive ? more : same[at];
            return same;
        }
        LockRequest[] longer = Arrays.copyOf(normalised, normalised.length + 1);
        System.arraycopy(normalised, at, longer, at + 1, normalised.length - at);
        longer[at] = more;
        return longer;
    }

    static LockRequest[] only(ArenaLock lock, boolean exclusive) {
        return new LockRequest[] {new LockRequest(lock, exclusive)};
    }
}
