package org.arenas.testing;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.monitor.ArenaSnapshot;
import org.awaitility.Awaitility;

/** Waiting for what another thread does, always with a deadline. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    /** Waits until something is true, on the calling thread. */
    public static void until(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(DEADLINE)
                .until(condition::getAsBoolean);
    }

    /** Waits for a latch; an interrupt fails the test. */
    public static void open(CountDownLatch latch) {
        try {
            if (!latch.await(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("latch did not open: count=" + latch.getCount() + ", arenas:"
                        + System.lineSeparator() + Arenas.snapshot().text());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted at a latch", e);
        }
    }

    /** Waits until so many stand in the queue of an arena. */
    public static void waiters(Arena arena, int count) {
        until(count + " waiters of " + arena, () -> look(arena).waiters().size() == count);
    }

    /** Waits until a thread is parked, or blocked otherwise. */
    public static void blocked(Thread thread) {
        until(thread.getName() + " blocked", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        });
    }

    /** Collects garbage until an object is gone. */
    @SuppressWarnings("System.gc") // That is what it is for.
    public static void cleared(Reference<?> reference) {
        cleared(List.of(reference));
    }

    /** Waits until what all of them lead to was collected. */
    public static void cleared(Collection<? extends Reference<?>> references) {
        until("garbage collected", () -> {
            System.gc();
            return references.stream().allMatch(reference -> reference.refersTo(null));
        });
    }

    /** What the snapshot says of an arena that is not closed and free. */
    public static ArenaSnapshot look(Arena arena) {
        return Arenas.snapshot().arenas().stream()
                .filter(seen -> seen.id() == arena.id())
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the snapshot: arena=" + arena));
    }
}
