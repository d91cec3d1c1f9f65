package org.arenas.lock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import org.arenas.error.ArenaClosedException;

/**
 * The arenas of {@link ArenaModel} behind the real locks, for the Lincheck tests, which choose among the operations. Each
 * number is kept twice in plain fields, so that whoever is let in at the wrong time finds them different.
 *
 * <p>A behaviour is run by whoever comes by after it was granted: by the thread that released its last arena, or by the one
 * that scheduled it and waits for its result.
 */
abstract class GuardedArenas {
    /** The result of an operation that saw half of a change. */
    private static final int TORN = -2;

    final ArenaLock low = new ArenaLock(1, "low", null);
    final ArenaLock high = new ArenaLock(2, "high", null);
    private final LockRequest writeLow = new LockRequest(low, true);
    private final LockRequest writeHigh = new LockRequest(high, true);
    private final LockRequest readLow = new LockRequest(low, false);
    private final LockRequest readHigh = new LockRequest(high, false);
    private final Queue<Task> ready = new ConcurrentLinkedQueue<>();
    private int lowNumber;
    private int lowCopy;
    private int highNumber;
    private int highCopy;

    // ---------------------------------------------------------------- under a lock

    private int incrementLow() {
        lowNumber++;
        lowCopy++;
        return lowNumber();
    }

    private int incrementHigh() {
        highNumber++;
        highCopy++;
        return highNumber();
    }

    private int lowNumber() {
        return lowNumber == lowCopy ? lowNumber : TORN;
    }

    private int highNumber() {
        return highNumber == highCopy ? highNumber : TORN;
    }

    private int incrementBoth() {
        return ArenaModel.both(incrementLow(), incrementHigh());
    }

    private int copyLow() {
        int added = lowNumber();
        highNumber += added;
        highCopy += added;
        return ArenaModel.both(added, highNumber());
    }

    // ---------------------------------------------------------------- borrows

    final int exclusively(ArenaLock lock) {
        try {
            lock.acquire(Execution.current());
        } catch (ArenaClosedException e) {
            return ArenaModel.REFUSED;
        }
        int result = lock == low ? incrementLow() : incrementHigh();
        lock.release(Ready.DISPATCH);
        runReady();
        return result;
    }

    final int sharedLow() {
        int cell;
        try {
            cell = low.acquireShared(Execution.current());
        } catch (ArenaClosedException e) {
            return ArenaModel.REFUSED;
        }
        int result = lowNumber();
        low.releaseShared(cell, Ready.DISPATCH);
        runReady();
        return result;
    }

    final int bothExclusively() {
        return group(new LockRequest[] {writeLow, writeHigh}, this::incrementBoth);
    }

    final int bothShared() {
        return group(new LockRequest[] {readLow, readHigh}, () -> ArenaModel.both(lowNumber(), highNumber()));
    }

    private int group(LockRequest[] requests, IntSupplier body) {
        int[] cells;
        try {
            cells = GroupAcquisition.acquire(Execution.current(), requests, Wait.forever());
        } catch (ArenaClosedException e) {
            return ArenaModel.REFUSED;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
        int result = body.getAsInt();
        GroupAcquisition.release(requests, cells);
        runReady();
        return result;
    }

    // ---------------------------------------------------------------- behaviours

    final int behaviourOnLow() {
        return schedule(new Task(this::incrementLow, writeLow));
    }

    final int behaviourOnBoth() {
        return schedule(new Task(this::incrementBoth, writeLow, writeHigh));
    }

    final int behaviourThatCopies() {
        return schedule(new Task(this::copyLow, readLow, writeHigh));
    }

    private int schedule(Task task) {
        task.schedule();
        while (!task.done) {
            runReady();
            Thread.onSpinWait();
        }
        return task.result;
    }

    private void runReady() {
        for (Task next = ready.poll(); next != null; next = ready.poll()) {
            next.run();
        }
    }

    private final class Task extends TaskAcquisition {
        private final IntSupplier body;
        private int result;
        private volatile boolean done;

        Task(IntSupplier body, LockRequest... requests) {
            super(requests[0].lock(), requests[0].exclusive(), requests.length);
            for (int i = 1; i < requests.length; i++) {
                add(i, requests[i].lock(), requests[i].exclusive());
            }
            this.body = body;
        }

        @Override
        protected void dispatch() {
            ready.add(this);
        }

        void run() {
            result = body.getAsInt();
            releaseAll(granted -> ready.add((Task) granted));
            done = true;
        }

        @Override
        protected void discarded(RuntimeException reason) {
            result = ArenaModel.REFUSED;
            done = true;
        }

        @Override
        public String describe() {
            return "task";
        }
    }
}
