package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a holder does as its last act. */
class EndOfHoldTest {
    private final ArenaLock lock = ArenaLocks.create("lock", null);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        lock.close(() -> ArenaLocks.remove(lock));
    }

    @Test
    void shouldHappenOnceWhenTheOutermostHoldEnds() {
        Execution execution = Execution.current();
        lock.acquire(execution);
        lock.acquire(execution);
        lock.atEndOfHold(() -> {
            assertThat(lock.isHeldExclusivelyBy(execution)).isTrue();
            runs.incrementAndGet();
        });

        lock.release(Ready.DISPATCH);
        assertThat(runs).hasValue(0);
        lock.release(Ready.DISPATCH);
        assertThat(runs).hasValue(1);

        lock.acquire(execution);
        lock.release(Ready.DISPATCH);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldReleaseEvenIfItThrows() {
        Execution execution = Execution.current();
        lock.acquire(execution);
        lock.atEndOfHold(() -> {
            throw new IllegalStateException("mine");
        });

        assertThatThrownBy(() -> lock.release(Ready.DISPATCH)).hasMessage("mine");

        assertThat(lock.isHeldBy(execution)).isFalse();
        assertThat(lock.tryAcquire(execution)).isTrue();
        lock.release(Ready.DISPATCH);
    }
}
