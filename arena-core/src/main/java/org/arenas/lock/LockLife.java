package org.arenas.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** Who a lock is, and how it ends: by a close, or abandoned by a holder that died and then closed. */
abstract sealed class LockLife extends HandOff permits ArenaLock {
    /*
     * closing   false → true                        the first close, CAS
     * refusal   null → CLOSED, abandoned → CLOSED   that close, exchange
     *           null → abandoned                    the reaper, CAS
     *
     * Close is one step at the moment of its exchange of the tail: whoever begins to acquire later sees that the queue is
     * not empty, or that the word is not free. Only then is the refusal written, so that nobody is refused while others
     * are still let in, and only then is the node published, so that every later arrival, which waits for that, sees the
     * refusal. Those that came earlier are found on the walk along the queue. A second close returns once the refusal is
     * there.
     *
     * An abandoned lock is owned by the dead for ever: nobody is let in before or after the reaper writes the refusal.
     */
    private static final VarHandle CLOSING;
    private static final VarHandle REFUSAL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLOSING = lookup.findVarHandle(LockLife.class, "closing", boolean.class);
            REFUSAL = lookup.findVarHandle(LockLife.class, "refusal", Refusal.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id;
    private final String name;
    private final @Nullable Object owner;

    @SuppressWarnings("UnusedVariable") // Used through CLOSING.
    private volatile boolean closing;

    private volatile @Nullable Refusal refusal;

    /** Written by whoever made the lock, before anybody else uses it. */
    private @Nullable LockCompanion companion;

    /**
     * A free lock.
     *
     * @param id unique in the JVM; several locks are acquired in the order of their ids
     * @param name for messages
     * @param owner for listings only; what the lock belongs to, if anybody asks
     */
    LockLife(long id, String name, @Nullable Object owner) {
        this.id = id;
        this.name = name;
        this.owner = owner;
    }

    @Nullable
    final Object owner() {
        return owner;
    }

    /** By id, which spreads locks over tables better and is had sooner than an identity hash. */
    @Override
    public final int hashCode() {
        return Long.hashCode(id * 0x9E37_79B9_7F4A_7C15L);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    /** {@return the order of this lock among all locks} */
    public final long id() {
        return id;
    }

    /** {@return the arena's name} */
    public final String name() {
        return name;
    }

    /** {@return the arena as messages name it, for example {@code orders#7}} */
    public final String label() {
        return name + "#" + id;
    }

    /** {@return true if nobody is let in any more: the arena was closed, or its holder died} */
    public final boolean isRefusing() {
        return refusal != null;
    }

    /** The name of the holder that died, or null. */
    @Nullable
    final String deadHolder() {
        Refusal now = refusal;
        return now == null || now.closed() ? null : now.deadHolder();
    }

    /** {@return true after {@link #close} was called} */
    public final boolean isClosed() {
        Refusal now = refusal;
        return now != null && now.closed();
    }

    /** Why nobody is let in, as an exception for a caller. Only if {@link #isRefusing()}. */
    final RuntimeException refusal(String caller) {
        Refusal now = refusal;
        return now == null || now.closed()
                ? Violations.arenaClosed(label(), caller)
                : Violations.arenaAbandoned(label(), now.deadHolder(), caller);
    }

    /**
     * Lets nobody in from now on, fails everybody who waits, and runs the action once the last holder has released the
     * lock, at once if it is free. Returns without waiting.
     *
     * @param whenFree what to do once nobody holds it; runs on the thread of the last holder, must not throw
     * @return false if it was closed before; it is then refusing already
     */
    public final boolean close(Runnable whenFree) {
        if (!CLOSING.compareAndSet(this, false, true)) {
            // Who is told that it is closed must find it so, and the first close is a few instructions away from that.
            for (int spins = 0; !isClosed(); spins++) {
                Spin.once(spins);
            }
            return false;
        }
        Closing end = new Closing((ArenaLock) this, whenFree);
        makeStrong();
        end.append();
        Refusal before = (Refusal) REFUSAL.getAndSet(this, Refusal.CLOSED);
        end.refuseThoseBefore();
        refuseGranted();
        if (before != null) {
            takeOver();
        }
        return true;
    }

    /** The owner died. False if the lock is not owned by it, or closed. */
    final boolean abandon(long deadToken, String deadHolder) {
        if (ownerToken() != deadToken) {
            return false;
        }
        if (!REFUSAL.compareAndSet(this, (Refusal) null, new Refusal(false, deadHolder))) {
            if (isClosed()) {
                // The close waits for an owner that will never release.
                takeOver();
            }
            return false;
        }
        Closing end = new Closing((ArenaLock) this, null);
        makeStrong();
        end.append();
        end.refuseThoseBefore();
        if (companion != null) {
            companion.abandoned();
        }
        return true;
    }

    /**
     * Makes something hear of what happens to this lock.
     *
     * @param listener the one that hears it, before anybody else uses the lock
     */
    public final void accompany(LockCompanion listener) {
        companion = listener;
    }

    /** Called as the last act of a close. */
    public final void closed() {
        if (companion != null) {
            companion.closed();
        }
    }

    /** A reader is about to give up its cell. */
    final void leaving(int cell) {
        LockCompanion listener = companion;
        if (listener != null) {
            listener.leaving(cell & ~FENCED);
        }
    }

    /** Hands on what a dead owner left. */
    private void takeOver() {
        forgetHold();
        takeFromDead();
    }

    @Override
    final boolean isAbandoned() {
        Refusal now = refusal;
        return now != null && !now.closed();
    }

    /** Clears what a dead reader left, and says how many borrows that were. */
    final int dropReader(long deadToken) {
        ReaderCells open = cells();
        if (open == null) {
            return 0;
        }
        if (companion != null) {
            open.forEach((cell, token, owner) -> {
                if ((token & ~FLAGS) == deadToken) {
                    leaving(cell);
                }
            });
        }
        int dropped = open.clearAll(deadToken);
        if (dropped > 0) {
            readerLeft(Ready.DISPATCH);
        }
        return dropped;
    }

    /** Forgets what the dead owner had nested and when it began. */
    abstract void forgetHold();

    /** {@return the arena as messages name it} */
    @Override
    public final String toString() {
        return label();
    }
}
