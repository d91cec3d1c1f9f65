package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A reader that reads again while a writer looks for it, and then ends the older of its two borrows. */
class ReadAgainTest {
    private static final int CELL_BITS = 0xFFFF;

    private final ArenaLock lock = new ArenaLock(1, "lock", null);

    @Test
    @DisplayName("R7: a writer that looks at the cells upwards meets a reader in one of its cells")
    void shouldTakeAHigherCellThanTheOldOne() {
        Execution reader = Execution.current();
        int one = lock.acquireShared(reader);
        int other = lock.acquireShared(reader);
        int lower = cell(one) < cell(other) ? one : other;
        int higher = lower == one ? other : one;
        lock.releaseShared(lower, Ready.DISPATCH);
        AtomicBoolean in = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            Thread writer = threads.start("writer", () -> {
                lock.acquire(Execution.current());
                in.set(true);
                lock.release(Ready.DISPATCH);
            });
            Await.until("the writer has the word", () -> !lock.isFree());
            Await.blocked(writer);
            int again = lock.acquireShared(reader);
            assertThat(cell(again)).isGreaterThan(cell(higher));

            lock.releaseShared(higher, Ready.DISPATCH);
            assertThat(in).isFalse();
            lock.releaseShared(again, Ready.DISPATCH);
        }
        assertThat(in).isTrue();
    }

    private static int cell(int acquired) {
        return acquired & CELL_BITS;
    }
}
