package org.arenas.bench.curve;

/** What guards the cells of a curve. */
public enum CellModel {
    /** An arena for each cell, borrowed: shared to look, exclusively to change. */
    BORROWS {
        @Override
        Cells open(int count, int rounds) {
            return OwnedCells.borrowed(count, rounds);
        }
    },
    /** An arena for each cell; looks and changes are behaviours, and a thread waits for a window of them. */
    BEHAVIOURS {
        @Override
        Cells open(int count, int rounds) {
            return OwnedCells.scheduled(count, rounds);
        }
    },
    /** The monitor of each cell. */
    SYNCHRONIZED {
        @Override
        Cells open(int count, int rounds) {
            return GuardedCells.of(count, rounds, Guard.Monitor::new);
        }
    },
    /** A ReentrantLock for each cell, unfair as it is by default. */
    REENTRANT_LOCK {
        @Override
        Cells open(int count, int rounds) {
            return GuardedCells.of(count, rounds, Guard.Locked::new);
        }
    },
    /** A ReentrantReadWriteLock for each cell. */
    READ_WRITE_LOCK {
        @Override
        Cells open(int count, int rounds) {
            return GuardedCells.of(count, rounds, Guard.ReadWriteLocked::new);
        }
    },
    /** A StampedLock for each cell, whose read lock is taken to look. */
    STAMPED_LOCK {
        @Override
        Cells open(int count, int rounds) {
            return GuardedCells.of(count, rounds, Guard.Stamped::new);
        }
    },
    /**
     * A StampedLock for each cell, and a look without it that is validated after. This is the fastest of the JDK, for code
     * that can stand to see an object halfway.
     */
    STAMPED_OPTIMISTIC {
        @Override
        Cells open(int count, int rounds) {
            return GuardedCells.of(count, rounds, Guard.Optimistic::new);
        }
    },
    /** An actor of Akka Typed for each cell; a thread waits for the last answer of a batch. */
    ACTORS {
        @Override
        Cells open(int count, int rounds) {
            return new ActorCells(count, rounds);
        }
    };

    /** {@return so many cells, with so much work a look or a change} */
    abstract Cells open(int count, int rounds);
}
