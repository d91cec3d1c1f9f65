package org.arenas.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.monitor.Site;
import org.arenas.monitor.Snapshot;
import org.jspecify.annotations.Nullable;

/** All locks that are not closed. */
public final class ArenaLocks {
    private static final AtomicLong NEXT_ID = new AtomicLong(1);
    private static final Set<ArenaLock> LOCKS = ConcurrentHashMap.newKeySet();

    private ArenaLocks() {}

    /**
     * {@return a new lock that snapshots show until it is closed}
     *
     * @param name for messages
     * @param owner what {@link #owners} lists, or null
     */
    public static ArenaLock create(String name, @Nullable Object owner) {
        ArenaLock lock = new ArenaLock(NEXT_ID.getAndIncrement(), name, owner);
        LOCKS.add(lock);
        return lock;
    }

    /**
     * {@return the owners of all locks that are not closed}
     *
     * @param type which of them
     * @param <T> that type
     */
    public static <T> List<T> owners(Class<T> type) {
        List<T> owners = new ArrayList<>();
        for (ArenaLock lock : LOCKS) {
            if (type.isInstance(lock.owner())) {
                owners.add(type.cast(lock.owner()));
            }
        }
        return owners;
    }

    /**
     * {@return a lock that is not closed} Looks at all of them.
     *
     * @param id its number
     * @throws IllegalArgumentException if there is none
     */
    public static ArenaLock withId(long id) {
        for (ArenaLock lock : LOCKS) {
            if (lock.id() == id) {
                return lock;
            }
        }
        throw new IllegalArgumentException("no such lock: id=" + id + "; it was closed, or never made");
    }

    /**
     * Forgets a lock; called when it is closed and free.
     *
     * @param lock the lock
     */
    public static void remove(ArenaLock lock) {
        LOCKS.remove(lock);
    }

    static Collection<ArenaLock> all() {
        return LOCKS;
    }

    /** {@return what all arenas are doing now} Stops nobody. */
    public static Snapshot snapshot() {
        List<ArenaLock> locks = new ArrayList<>(LOCKS);
        locks.sort(Comparator.comparingLong(ArenaLock::id));
        return new Snapshot(locks.stream().map(LockSnapshots::of).toList(), LockSnapshots.waits());
    }

    /**
     * Releases by force what a task left open when it ended. Expensive: looks at every arena.
     *
     * @param execution the task's execution, before its {@link Execution#end()}, on its own thread
     * @param home the arena that the task's runner releases itself, not counted as leaked
     * @return the arenas that were still borrowed
     */
    public static List<String> releaseLeaked(Execution execution, List<ArenaLock> home) {
        List<String> leaked = new ArrayList<>();
        for (ArenaLock lock : LOCKS) {
            boolean found = lock.dropReader(execution.token) > 0;
            Site site = null;
            if (lock.isHeldExclusivelyBy(execution)) {
                site = lock.site();
                while (lock.depth() > 0) {
                    lock.release(Ready.DISPATCH);
                    found = true;
                }
                if (!home.contains(lock)) {
                    lock.release(Ready.DISPATCH);
                    found = true;
                }
            }
            if (found) {
                // The site of a home arena is where its task began, not what was leaked.
                leaked.add(site == null || home.contains(lock) ? lock.label() : site.text());
            }
        }
        return leaked;
    }
}
