package org.arenas.offheap;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;

/** What Lincheck does with the lock between processes, where each thread is a process, on words that Lincheck sees. */
@Param(name = "process", gen = ThreadIdGen.class)
public class ProcessLockOperations {
    private static final int PROCESSES = 3;
    /** Nobody lives there: what it holds was left by the dead. */
    private static final int DEAD = PROCESSES;

    private final Control control = new Control(new SharedWords(4096 + (PROCESSES + 1) * 1024));
    private final AtomicIntegerArray claims = new AtomicIntegerArray(PROCESSES + 1);
    private final ProcessLock[] locks = new ProcessLock[PROCESSES];
    private int number;
    private int copy;

    public ProcessLockOperations() {
        this(false);
    }

    /** {@code withDead}: some process has died with the lock, and with readers. */
    private ProcessLockOperations(boolean withDead) {
        for (int slot = 0; slot <= DEAD; slot++) {
            control.enter(slot, slot);
        }
        for (int slot = 0; slot < PROCESSES; slot++) {
            locks[slot] = new ProcessLock("checked", control, this::claim, slot);
        }
        if (withDead) {
            control.addReaders(DEAD, 3);
            control.exchangeWord(0, control.wordOf(DEAD));
        }
    }

    private Liveness.@Nullable Claim claim(int slot) {
        return slot == DEAD && claims.compareAndSet(slot, 0, 1) ? () -> claims.set(slot, 0) : null;
    }

    private static Patience patience() {
        return new Patience(new Wait(false, System.nanoTime() + TimeUnit.MINUTES.toNanos(1), true));
    }

    private static int slot(int process) {
        return Math.floorMod(process, PROCESSES);
    }

    @Operation
    public int add(@Param(name = "process") int process) {
        ProcessLock lock = locks[slot(process)];
        lock.acquire(patience());
        number++;
        copy++;
        int result = number;
        lock.release();
        return result;
    }

    @Operation
    public int read(@Param(name = "process") int process) {
        ProcessLock lock = locks[slot(process)];
        lock.acquireShared(patience());
        int result = number == copy ? number : -1;
        lock.releaseShared();
        return result;
    }

    /** One look; the answer is the number either way. */
    @Operation
    public int tryRead(@Param(name = "process") int process) {
        ProcessLock lock = locks[slot(process)];
        if (lock.tryAcquireShared()) {
            int result = number == copy ? number : -1;
            lock.releaseShared();
            return result;
        }
        return read(process);
    }

    /** What the operations do one after the other. */
    public static final class Model {
        private int number;

        public int add(int process) {
            return ++number;
        }

        public int read(int process) {
            return number;
        }

        public int tryRead(int process) {
            return number;
        }
    }

    /** A process has died with the lock, and with readers. */
    public static class AfterADeath extends ProcessLockOperations {
        public AfterADeath() {
            super(true);
        }
    }

    /** A reader that looks once. */
    public static class ForgetfulReader extends ProcessLockOperations {
        @Override
        @Operation
        public int read(@Param(name = "process") int process) {
            return readWithoutLookingAgain(slot(process));
        }
    }

    int readWithoutLookingAgain(int slot) {
        while (control.word() != 0) {
            Thread.onSpinWait();
        }
        control.addReaders(slot, 1);
        int seen = number;
        int result = seen == copy ? seen : -1;
        control.addReaders(slot, -1);
        return result;
    }
}
