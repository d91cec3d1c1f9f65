package org.arenas.offheap;

import java.util.concurrent.TimeUnit;
import org.arenas.error.Violations;
import org.arenas.lock.Parking;
import org.arenas.lock.Patience;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an arena's file between the processes that have it open, exclusive or shared. Within a process the arena's own
 * lock comes first: here come, for each process, its one exclusive holder, or its readers.
 *
 * <p><b>Thread-safety.</b> Exclusively by who holds the arena's lock exclusively, shared by who holds it shared.
 * <p><b>Memory consistency.</b> Actions before a release happen-before actions after every later acquisition that conflicts
 * with it, in whatever process.
 */
final class ProcessLock {
    /*
     * word          | means                       | changed by
     * 0             | nobody writes               |
     * 0 → w         | slot and generation own it  | that process, CAS
     * w → 0         |                             | that process, release store; or, if it is dead, whoever has
     *               |                             | claimed its slot, CAS
     *
     * Readers. A reader adds itself to its process's slot, then looks at the word; a writer takes the word, then looks at
     * the readers of all other slots, and waits for each to go. Both write first and read second, with a fence between
     * (getAndAdd, CAS): so at least one sees the other. A reader that finds the word taken goes away again and waits. A
     * reader whose execution reads already does not look: the writer waits for it in any case.
     *
     * Death. Only the claim of a slot says whether its process lives: never time, never a pid. Whoever can claim the slot
     * that the word names knows that its owner is dead, and that nobody else is at the same work, for the claim is
     * exclusive. If the word is still the same then, it sets it free. What the dead owner left half-done is the business of
     * whoever takes the lock next: it finds the write sequence odd (see Membership). The readers of a dead process are
     * forgotten by a writer that has claimed its slot. A slot is taken anew under the join lock and with its claim, after
     * the same work; its generation grows, so that no word of its last owner means the new one.
     *
     * Happens-before. Release store of the word → CAS that takes it; a reader's getAndAdd that goes away → the volatile
     * read of a writer that finds none; the writer's release store → the reader's volatile read of the word that finds 0.
     * They are operations on memory that processes share, and so hold between processes as between threads.
     *
     * Waiting. There is nothing to park on: who waits looks again and again, at ever longer intervals up to half a
     * millisecond, and every so often whether the owner lives. It says so in its slot; a process that sees others wait lets
     * them go first, but for no longer than a moment: those may be dead, and are forgotten then, or stopped, and then it is
     * not polite again for a while.
     */
    private static final long LONGEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(5);
    private static final long LOOK_FOR_LIFE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long POLITE_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SPINS = 200;
    /** All the spins, and less than a millisecond of the pauses behind them. */
    private static final int POLITE_PAUSES = SPINS + 6;

    private final String label;
    private final Control control;
    private final Liveness liveness;
    private final int slot;
    private final long own;

    /** Politeness was in vain until then, in the time of {@link System#nanoTime()}. Racy, and no harm in that. */
    private long politeAgain = System.nanoTime();

    /**
     * The lock as one process sees it.
     *
     * @param label of the arena, for messages
     * @param slot claimed by it
     */
    ProcessLock(String label, Control control, Liveness liveness, int slot) {
        this.label = label;
        this.control = control;
        this.liveness = liveness;
        this.slot = slot;
        this.own = control.wordOf(slot);
    }

    // ---------------------------------------------------------------- exclusive

    /** Takes the lock at once, unless somebody else holds it or is waiting. */
    boolean tryAcquire() {
        if (control.word() != 0 || hasToBePolite() || !control.exchangeWord(0, own)) {
            return false;
        }
        if (!hasForeignReaders()) {
            return true;
        }
        control.releaseWord();
        return false;
    }

    /**
     * Takes the lock.
     *
     * @return false if the time was up or the thread interrupted, as the patience says
     */
    boolean acquire(Patience patience) {
        if (tryAcquire()) {
            return true;
        }
        Pause pause = new Pause(patience);
        control.addWaiting(slot, 1);
        try {
            letOthersGoFirst(pause);
            while (!control.exchangeWord(0, own)) {
                if (!pause.next()) {
                    return false;
                }
                freeIfOwnerIsDead(pause);
            }
        } finally {
            control.addWaiting(slot, -1);
        }
        return drain(pause);
    }

    /** If others wait already, one of them is to have the lock before this one: this process may have had it just now. */
    private void letOthersGoFirst(Pause pause) {
        if (hasToBePolite()) {
            int pauses = 0;
            while (pauses < POLITE_PAUSES && isWanted() && control.word() == 0) {
                pause.next();
                pauses++;
            }
            if (pauses == POLITE_PAUSES) {
                // Whoever waits is dead, or stopped.
                forgetDeadWaiters();
                politeAgain = System.nanoTime() + POLITE_AGAIN;
            }
        }
    }

    /** Whether others wait who are likely to take the lock. */
    private boolean hasToBePolite() {
        return isWanted() && System.nanoTime() - politeAgain >= 0;
    }

    private void forgetDeadWaiters() {
        for (int other = 0; other < control.usedSlots(); other++) {
            if (other != slot && control.isWaiting(other)) {
                forgetIfDead(other);
            }
        }
    }

    /** Waits for the readers of other processes. */
    private boolean drain(Pause pause) {
        boolean drained = false;
        try {
            for (int other = 0; other < control.usedSlots(); other++) {
                while (other != slot && control.readers(other) != 0) {
                    boolean over = !pause.next();
                    if (over || pause.isTimeToLook()) {
                        forgetIfDead(other);
                    }
                    if (over && control.readers(other) != 0) {
                        return false;
                    }
                }
            }
            drained = true;
            return true;
        } finally {
            if (!drained) {
                control.releaseWord();
            }
        }
    }

    private boolean hasForeignReaders() {
        int used = control.usedSlots();
        for (int other = 0; other < used; other++) {
            if (other != slot && control.readers(other) != 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether another process waits for the lock} Racy. */
    boolean isWanted() {
        int used = control.usedSlots();
        for (int other = 0; other < used; other++) {
            if (other != slot && control.isWaiting(other)) {
                return true;
            }
        }
        return false;
    }

    void release() {
        control.releaseWord();
    }

    // ---------------------------------------------------------------- shared

    /** One more reader, while there is one of the same execution already. */
    void readAgain() {
        control.addReaders(slot, 1);
    }

    /**
     * One more reader.
     *
     * @return false if the time was up or the thread interrupted, as the patience says
     */
    boolean acquireShared(Patience patience) {
        if (tryAcquireShared()) {
            return true;
        }
        Pause pause = new Pause(patience);
        control.addWaiting(slot, 1);
        try {
            while (!tryAcquireShared()) {
                if (!pause.next()) {
                    return false;
                }
                freeIfOwnerIsDead(pause);
            }
            return true;
        } finally {
            control.addWaiting(slot, -1);
        }
    }

    boolean tryAcquireShared() {
        if (control.word() == 0) {
            control.addReaders(slot, 1);
            if (control.word() == 0) {
                return true;
            }
            control.addReaders(slot, -1);
        }
        return false;
    }

    void releaseShared() {
        control.addReaders(slot, -1);
    }

    // ---------------------------------------------------------------- death

    private void freeIfOwnerIsDead(Pause pause) {
        if (pause.isTimeToLook()) {
            freeIfOwnerIsDead();
        }
    }

    /** Sets the word free if its owner is dead. */
    void freeIfOwnerIsDead() {
        long word = control.word();
        if (word == 0) {
            return;
        }
        int owner = Control.slotOf(word);
        if (owner < 0) {
            throw Violations.damaged(label, "the control file names an owner that cannot be: word=" + word);
        }
        if (owner == slot) {
            return;
        }
        try (Liveness.Claim claim = liveness.tryClaim(owner)) {
            if (claim != null) {
                control.exchangeWord(word, 0);
            }
        }
    }

    /** Forgets whom a dead process had reading or waiting. */
    private void forgetIfDead(int other) {
        try (Liveness.Claim claim = liveness.tryClaim(other)) {
            if (claim != null) {
                control.clearReaders(other);
            }
        }
    }

    /** Who holds the lock now, or keeps it from being taken; null if nobody does any more. */
    Control.@Nullable Holder holder() {
        int owner = Control.slotOf(control.word());
        if (owner >= 0 && owner != slot) {
            return control.holder(owner);
        }
        for (int other = 0; other < control.usedSlots(); other++) {
            if (other != slot && control.readers(other) != 0) {
                return control.holder(other);
            }
        }
        return null;
    }

    /** The pauses of one wait. */
    private static final class Pause {
        private final Patience patience;
        private int spins;
        private long pause = SHORTEST_PAUSE;
        private long looked = System.nanoTime() - LOOK_FOR_LIFE;

        Pause(Patience patience) {
            this.patience = patience;
        }

        /** Waits a little. {@return false if the patience has ended} Not before it was time to look once. */
        boolean next() {
            if (spins < SPINS) {
                spins++;
                Thread.onSpinWait();
                return true;
            }
            if (patience.isOver() || patience.isInterrupted()) {
                return false;
            }
            Parking.park(this, Math.min(pause, Math.max(1, patience.remaining())));
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            return true;
        }

        boolean isTimeToLook() {
            long now = System.nanoTime();
            if (spins < SPINS || now - looked < LOOK_FOR_LIFE) {
                return false;
            }
            looked = now;
            return true;
        }
    }
}
