package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the Lincheck tests would say of a lock that is wrong: the word and one reader's cell of {@link LockWord}, with a reader
 * that looks at the word before it announces itself instead of after. Both modes must reject it. Real threads seldom meet by
 * chance where the processors are busy, so reader and writer let others run where it matters.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("ThreadPriorityCheck") // See above.
public class BrokenLockLincheckTest {
    private final AtomicLong word = new AtomicLong();
    private final AtomicLong readers = new AtomicLong();
    private int number;
    private int copy;

    @Operation
    public int addLow() {
        while (!word.compareAndSet(0, 1)) {
            Thread.onSpinWait();
        }
        while (readers.get() != 0) {
            Thread.onSpinWait();
        }
        number++;
        Thread.yield();
        copy++;
        int result = number;
        word.set(0);
        return result;
    }

    @Operation
    public int readLow() {
        while (word.get() != 0) {
            Thread.onSpinWait();
        }
        Thread.yield();
        readers.incrementAndGet();
        int seen = number;
        Thread.yield();
        int result = seen == copy ? seen : -2;
        readers.decrementAndGet();
        return result;
    }

    @Test
    @DisplayName("A reader that does not look again is rejected, on real threads")
    void shouldRejectForgetfulReaderUnderStress() {
        assertThatThrownBy(() -> LincheckRun.stress(BrokenLockLincheckTest.class, ArenaModel.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    @Test
    @DisplayName("A reader that does not look again is rejected, in some interleaving tried")
    void shouldRejectForgetfulReaderInTheModelChecker() {
        assertThatThrownBy(() -> LincheckRun.modelCheck(BrokenLockLincheckTest.class, ArenaModel.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }
}
