package org.arenas.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.arenas.Arenas;

/**
 * The threads of one test: what they throw fails the test, and none of them outlives it.
 *
 * <pre>{@code
 * try (Threads threads = new Threads()) {
 *     threads.start("borrower", () -> ...);
 *     threads.joinAll();
 * }
 * }</pre>
 */
public final class Threads implements AutoCloseable {
    /** How long {@link #joinAll()} waits for all of them together. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<Thread> started = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What a thread does. */
    @FunctionalInterface
    public interface Body {
        /** Runs on the new thread; whatever it throws is kept for {@link Threads#joinAll}. */
        void run() throws Exception;
    }

    /** Starts a daemon thread. */
    public Thread start(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                },
                name);
        thread.setDaemon(true);
        started.add(thread);
        thread.start();
        return thread;
    }

    /** Waits for all threads, and throws what they threw. */
    public void joinAll() {
        joinAll(DEADLINE);
    }

    /** Waits for all threads for so long, and throws what they threw. */
    public void joinAll(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        for (Thread thread : started) {
            if (!join(thread, end)) {
                AssertionError stuck = new AssertionError("thread did not end: thread=" + thread.getName()
                        + ", state=" + thread.getState() + ", arenas:" + System.lineSeparator()
                        + Arenas.snapshot().text());
                stuck.setStackTrace(thread.getStackTrace());
                failures.add(stuck);
                started.forEach(Thread::interrupt);
                break;
            }
        }
        started.clear();
        throwFailures();
    }

    private static boolean join(Thread thread, long end) {
        try {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !thread.isAlive();
    }

    private void throwFailures() {
        List<Throwable> thrown = new ArrayList<>(failures);
        failures.clear();
        if (!thrown.isEmpty()) {
            AssertionError all = new AssertionError("threads failed: " + thrown, thrown.get(0));
            thrown.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
    }

    /** As {@link #joinAll()}. */
    @Override
    public void close() {
        joinAll();
    }
}
