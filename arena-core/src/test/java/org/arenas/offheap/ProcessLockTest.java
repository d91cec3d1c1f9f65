package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaDamagedException;
import org.arenas.lock.Patience;
import org.arenas.lock.Wait;
import org.junit.jupiter.api.Test;

/** Single steps of the lock between processes, with some of them dead. */
class ProcessLockTest {
    private static final int OWN = 0;
    private static final int OTHER = 1;

    private final Control control = new Control(new UnsafeBuffer(new byte[Control.BYTES]));
    private final Set<Integer> dead = new HashSet<>();
    private final ProcessLock lock;

    ProcessLockTest() {
        control.enter(OWN, 1);
        control.enter(OTHER, 2);
        lock = new ProcessLock("tested", control, slot -> dead.contains(slot) ? () -> {} : null, OWN);
    }

    private static Patience patience(long millis) {
        return new Patience(Wait.atMost(TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    @Test
    void shouldForgetDeadWaitersInsteadOfLettingThemGoFirst() {
        control.addWaiting(OTHER, 1);
        dead.add(OTHER);
        assertThat(lock.tryAcquire()).as("polite").isFalse();
        assertThat(lock.acquire(patience(10_000))).isTrue();
        lock.release();
        assertThat(control.isWaiting(OTHER)).isFalse();
        assertThat(lock.tryAcquire()).isTrue();
    }

    @Test
    void shouldNotBePoliteAgainAndAgainToOneThatIsStopped() {
        control.addWaiting(OTHER, 1);
        assertThat(lock.acquire(patience(10_000))).isTrue();
        lock.release();
        assertThat(control.isWaiting(OTHER)).isTrue();
        assertThat(lock.tryAcquire()).isTrue();
    }

    @Test
    void shouldTakeItFromTheDeadEvenWithoutPatience() {
        control.exchangeWord(0, control.wordOf(OTHER));
        control.addReaders(OTHER, 2);
        assertThat(lock.acquire(patience(0))).isFalse();
        assertThat(lock.acquireShared(patience(0))).isFalse();
        dead.add(OTHER);
        assertThat(lock.acquire(patience(0))).isTrue();
        assertThat(control.readers(OTHER)).isZero();
    }

    @Test
    void shouldGiveUpWhatItHasIfAReaderStays() {
        control.addReaders(OTHER, 1);
        assertThat(lock.tryAcquire()).isFalse();
        assertThat(lock.acquire(patience(20))).isFalse();
        assertThat(control.word()).isZero();
        assertThat(lock.acquireShared(patience(0))).isTrue();
    }

    @Test
    void shouldRefuseAWordThatNobodyCanHaveWritten() {
        control.exchangeWord(0, 0x7000_0000_0000_0000L | 0xFFFF);
        assertThatThrownBy(() -> lock.acquire(patience(1_000))).isInstanceOf(ArenaDamagedException.class);
        assertThatThrownBy(() -> lock.acquireShared(patience(1_000))).isInstanceOf(ArenaDamagedException.class);
    }
}
