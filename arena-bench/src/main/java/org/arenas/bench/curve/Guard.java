package org.arenas.bench.curve;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** A cell with a lock of the JDK around it. */
interface Guard {
    void look();

    void change();

    Cell cell();

    /** The cell's monitor. */
    record Monitor(Cell cell) implements Guard {
        @Override
        public void look() {
            synchronized (cell) {
                cell.look();
            }
        }

        @Override
        public void change() {
            synchronized (cell) {
                cell.change();
            }
        }
    }

    /** One lock for both. */
    record Locked(Cell cell, ReentrantLock lock) implements Guard {
        Locked(Cell cell) {
            this(cell, new ReentrantLock());
        }

        @Override
        public void look() {
            lock.lock();
            try {
                cell.look();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void change() {
            lock.lock();
            try {
                cell.change();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Readers share. */
    record ReadWriteLocked(Cell cell, ReentrantReadWriteLock lock) implements Guard {
        ReadWriteLocked(Cell cell) {
            this(cell, new ReentrantReadWriteLock());
        }

        @Override
        public void look() {
            lock.readLock().lock();
            try {
                cell.look();
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public void change() {
            lock.writeLock().lock();
            try {
                cell.change();
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** Readers share, and nobody can take it twice. */
    record Stamped(Cell cell, StampedLock lock) implements Guard {
        Stamped(Cell cell) {
            this(cell, new StampedLock());
        }

        @Override
        public void look() {
            long stamp = lock.readLock();
            try {
                cell.look();
            } finally {
                lock.unlockRead(stamp);
            }
        }

        @Override
        public void change() {
            long stamp = lock.writeLock();
            try {
                cell.change();
            } finally {
                lock.unlockWrite(stamp);
            }
        }
    }

    /** Readers take nothing, and look again if there was a writer. */
    record Optimistic(Stamped stamped) implements Guard {
        Optimistic(Cell cell) {
            this(new Stamped(cell));
        }

        @Override
        public void look() {
            long stamp = stamped.lock.tryOptimisticRead();
            boolean whole = stamped.cell.isWhole();
            if (stamp != 0 && stamped.lock.validate(stamp)) {
                stamped.cell.saw(whole);
            } else {
                stamped.look();
            }
        }

        @Override
        public void change() {
            stamped.change();
        }

        @Override
        public Cell cell() {
            return stamped.cell;
        }
    }
}
