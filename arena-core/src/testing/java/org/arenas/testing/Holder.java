package org.arenas.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.arenas.Arena;
import org.arenas.Borrow;

/** A thread that holds something until it is told to let go. */
public final class Holder implements AutoCloseable {
    private final Threads threads = new Threads();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Thread thread;

    private Holder(String name, Supplier<? extends Borrow> acquisition) {
        CountDownLatch held = new CountDownLatch(1);
        thread = threads.start(name, () -> {
            try (Borrow borrow = acquisition.get()) {
                held.countDown();
                release.await();
                assertThat(borrow.toString()).doesNotContain("closed");
            }
        });
        Await.open(held);
    }

    /** Holds an arena for writing; returns once it is held. */
    public static Holder of(Arena arena) {
        return new Holder("holder of " + arena, arena::borrow);
    }

    /** Holds an arena for reading; returns once it is held. */
    public static Holder shared(Arena arena) {
        return new Holder("reader of " + arena, arena::borrowShared);
    }

    /** Holds whatever the thread acquires first; returns once it is held. */
    public static Holder of(String name, Supplier<? extends Borrow> acquisition) {
        return new Holder(name, acquisition);
    }

    /** The thread that holds. */
    public Thread thread() {
        return thread;
    }

    /** Lets go, without waiting for it. */
    public void release() {
        release.countDown();
    }

    /** Lets go, and waits for the thread. */
    @Override
    public void close() {
        release();
        threads.joinAll();
    }
}
