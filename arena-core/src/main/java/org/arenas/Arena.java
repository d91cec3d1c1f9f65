package org.arenas;

import java.time.Duration;
import java.util.Objects;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.ArenaLocks;
import org.arenas.lock.Execution;
import org.arenas.lock.Wait;
import org.arenas.monitor.ArenaCounters;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * A set of objects with one lock. The objects refer to each other as Java objects do; everybody else holds {@link Ref}s and
 * borrows the arena to use them.
 *
 * <p><b>Ownership.</b> A standalone arena, made by {@link #create}, belongs to whoever closes it. The home arena of an
 * {@link Interpreter} is closed by its interpreter. An arena lives until it is closed, like an executor.
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 * <p><b>Memory consistency.</b> Actions before the release of a borrow happen-before actions after any later borrow of the
 * same arena is opened, unless both are shared.
 *
 * <pre>{@code
 * try (Arena orders = Arena.create("orders"); ExclusiveBorrow b = orders.borrow()) {
 *     Ref<List<String>> open = b.own(new ArrayList<>());
 *     b.get(open).add("first");
 * }
 * }</pre>
 */
public final class Arena implements AutoCloseable {
    /*
     * store: guarded by the lock; null before the first object and after the close. The action that drops it runs as the
     * lock's last exclusive holder, so no reader can see it go.
     */
    private final ArenaLock lock;
    private final @Nullable Interpreter interpreter;
    private @Nullable ObjectStore store;

    private Arena(String name, @Nullable Interpreter interpreter) {
        this.lock = ArenaLocks.create(Objects.requireNonNull(name, "name"), interpreter);
        this.interpreter = interpreter;
    }

    /**
     * {@return a standalone arena}
     *
     * @param name for messages and snapshots; need not be unique
     */
    public static Arena create(String name) {
        return new Arena(name, null);
    }

    static Arena home(String name, Interpreter interpreter) {
        return new Arena(name, interpreter);
    }

    /** {@return the arena's number, unique in this JVM} Several arenas are acquired in this order. */
    public long id() {
        return lock.id();
    }

    /** {@return the name it was created with} */
    public String name() {
        return lock.name();
    }

    /** {@return the interpreter whose home this is, or null for a standalone arena} */
    public @Nullable Interpreter interpreter() {
        return interpreter;
    }

    /**
     * Holds the arena exclusively, waiting as long as it takes. Inside an exclusive borrow of the same execution it nests.
     * An interrupt does not end the wait and stays pending.
     *
     * <p>In an interpreter's task this is an interleaving point: if the arena is not free at once, the interpreter gives up
     * its home arena until it has both; see {@link Home}.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws org.arenas.error.ArenaClosedException if the arena is closed, or is closed while the caller waits
     * @throws org.arenas.error.AbandonedArenaException if a thread died while it held the arena
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle
     * @throws org.arenas.error.UpgradeException if the caller holds the arena shared
     */
    public ExclusiveBorrow borrow() {
        Execution execution = lock.caller();
        lock.acquire(execution);
        return new ExclusiveBorrow(this, execution, ExclusiveBorrow.Kind.OWN);
    }

    /**
     * As {@link #borrow()}, but an interrupt ends the wait.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public ExclusiveBorrow borrowInterruptibly() throws InterruptedException {
        Execution execution = lock.caller();
        lock.acquire(execution, Wait.interruptibly());
        return new ExclusiveBorrow(this, execution, ExclusiveBorrow.Kind.OWN);
    }

    /**
     * Holds the arena exclusively if that is possible at once. Of two attempts that are made at the same moment, one of them
     * {@link #tryBorrowShared()}, both may fail.
     *
     * @return null if others hold it or are queued for it; try-with-resources accepts null
     * @throws org.arenas.error.ArenaClosedException if the arena is closed
     * @throws org.arenas.error.UpgradeException if the caller holds the arena shared
     */
    public @Nullable ExclusiveBorrow tryBorrow() {
        Execution execution = lock.caller();
        return lock.tryAcquire(execution) ? new ExclusiveBorrow(this, execution, ExclusiveBorrow.Kind.OWN) : null;
    }

    /**
     * As {@link #borrow()}, but waits for a limited time, and an interrupt ends the wait.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable ExclusiveBorrow tryBorrow(Duration timeout) throws InterruptedException {
        Execution execution = lock.caller();
        return lock.acquire(execution, Wait.atMost(Durations.nanos(timeout)))
                ? new ExclusiveBorrow(this, execution, ExclusiveBorrow.Kind.OWN)
                : null;
    }

    /**
     * Holds the arena for reading, waiting as long as it takes. Inside any borrow of the same arena by the same execution
     * it nests. An interrupt does not end the wait and stays pending. An interleaving point like {@link #borrow()}.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws org.arenas.error.ArenaClosedException if the arena is closed, or is closed while the caller waits
     * @throws org.arenas.error.AbandonedArenaException if a thread died while it held the arena
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle
     */
    public SharedBorrow borrowShared() {
        Execution execution = lock.caller();
        return new SharedBorrow(this, execution, lock.acquireShared(execution));
    }

    /**
     * As {@link #borrowShared()}, but an interrupt ends the wait.
     *
     * @return to be closed by try-with-resources on the same thread
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public SharedBorrow borrowSharedInterruptibly() throws InterruptedException {
        Execution execution = lock.caller();
        return new SharedBorrow(this, execution, lock.acquireShared(execution, Wait.interruptibly()));
    }

    /**
     * Holds the arena for reading if that is possible at once. Of two attempts that are made at the same moment, one of them
     * {@link #tryBorrow()}, both may fail.
     *
     * @return null if a writer holds it or somebody is queued for it; try-with-resources accepts null
     * @throws org.arenas.error.ArenaClosedException if the arena is closed
     */
    public @Nullable SharedBorrow tryBorrowShared() {
        Execution execution = lock.caller();
        return SharedBorrow.ofNullable(this, execution, lock.tryAcquireShared(execution));
    }

    /**
     * As {@link #borrowShared()}, but waits for a limited time, and an interrupt ends the wait.
     *
     * @param timeout zero or less does not wait
     * @return null if the time was up
     * @throws InterruptedException if the calling thread was interrupted before or while it waited
     */
    public @Nullable SharedBorrow tryBorrowShared(Duration timeout) throws InterruptedException {
        Execution execution = lock.caller();
        return SharedBorrow.ofNullable(
                this, execution, lock.acquireShared(execution, Wait.atMost(Durations.nanos(timeout))));
    }

    /** {@return whether the calling execution holds this arena, exclusively or shared} */
    public boolean isHeldByCurrentThread() {
        return lock.isHeldBy(Execution.current());
    }

    /**
     * Throws unless the calling execution holds this arena: to be called by methods that rely on it.
     *
     * @throws org.arenas.error.NotHeldException if it does not
     */
    public void assertHeld() {
        if (!isHeldByCurrentThread()) {
            throw org.arenas.error.Violations.notHeld(
                    toString(), Execution.current().describe());
        }
    }

    /** {@return what happened on this arena so far} */
    public ArenaCounters counters() {
        return lock.counters();
    }

    /** {@return true once {@link #close()} was called, on the arena or on its interpreter} */
    public boolean isClosed() {
        return lock.isClosed();
    }

    /**
     * Closes the arena: nobody gets it any more, everybody who waits for it gets {@link
     * org.arenas.error.ArenaClosedException}, behaviours that are queued for it fail, and its objects are dropped at once,
     * however many there are. Does not wait: whoever holds the arena now keeps it until the borrow is closed, and the
     * objects are dropped then. A second call does nothing.
     *
     * @throws org.arenas.error.HomeArenaException if this is the home arena of an interpreter, which is closed instead
     */
    @Override
    public void close() {
        if (interpreter != null) {
            throw Misuse.closeOfHome(this, Execution.current());
        }
        closeLock();
    }

    void closeLock() {
        lock.close(() -> {
            store = null;
            ArenaLocks.remove(lock);
            lock.closed();
        });
    }

    ArenaLock lock() {
        return lock;
    }

    /** Only under an exclusive borrow. */
    ObjectStore store() {
        ObjectStore present = store;
        if (present == null) {
            present = new ObjectStore();
            store = present;
        }
        return present;
    }

    /** For {@link OrderCheck}, under a borrow of this arena. */
    ObjectStore copyOfStore() {
        ObjectStore present = store;
        return present == null ? new ObjectStore() : present.copy();
    }

    /** For {@link OrderCheck}, under an exclusive borrow. {@return what was here} */
    ObjectStore exchangeStore(ObjectStore other) {
        ObjectStore present = store();
        store = other;
        return present;
    }

    /** For {@link OrderCheck}, under a borrow of this arena. */
    long stateHash() {
        ObjectStore present = store;
        return present == null ? 0 : present.stateHash();
    }

    /** Only under a borrow of this arena. */
    @SuppressWarnings("unchecked")
    <T> T dereference(Ref<T> ref) {
        ObjectStore present = store;
        Object object = present == null ? null : present.get(ref.slot, ref.generation);
        if (object == null) {
            throw Misuse.stale(ref, present == null ? "freed" : present.fate(ref.slot, ref.generation));
        }
        return (T) object;
    }

    /** The arena as messages name it, for example {@code orders#7}. */
    @Override
    public String toString() {
        return lock.label();
    }
}
