package org.arenas.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.lock.Wait;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The moments of a wait that threads seldom meet by chance: what happens in between is done by the case that is waited for. */
class ChannelWaitTest {
    private final BufferedChannel<String> orders =
            (BufferedChannel<String>) Channel.<String>builder().capacity(1).create();

    @Test
    void shouldLookAgainOnceItStandsInLine() throws InterruptedException {
        Case take = new Case.Take(orders) {
            @Override
            WaitLine line() {
                // The attempt has failed, and nobody stands in line yet who could be woken.
                orders.tryPut("between");
                return super.line();
            }
        };
        // Until the test's deadline, if need be: a wait with a limit of its own would attempt once more at its end.
        assertThat(new ChannelWait(List.of(take), 0, new Linger(1)).await(Wait.interruptibly()))
                .isEqualTo("between");
    }

    @Test
    void shouldNotParkIfItIsWokenBeforeItLooksAgain() throws InterruptedException {
        Case take = new Case.Take(orders) {
            @Override
            boolean isReady() {
                orders.tryPut("late");
                return false;
            }
        };
        assertThat(new ChannelWait(List.of(take), 0, new Linger(1)).await(Wait.interruptibly()))
                .isEqualTo("late");
    }

    @Test
    void shouldPassOnAWakeUpThatItDoesNotUse() {
        Case reluctant = new Case.Take(orders) {
            @Override
            @Nullable
            Object attempt() {
                return null;
            }
        };
        AtomicReference<String> taken = new AtomicReference<>();
        try (Threads threads = new Threads()) {
            Thread first = threads.start(
                    "first",
                    () -> assertThatThrownBy(() ->
                                    new ChannelWait(List.of(reluctant), 0, new Linger(1)).await(Wait.interruptibly()))
                            .isInstanceOf(InterruptedException.class));
            Await.blocked(first);
            Thread second = threads.start("second", () -> taken.set(orders.take()));
            Await.blocked(second);
            orders.put("for the first");
            first.interrupt();
            threads.joinAll();
        }
        assertThat(taken).hasValue("for the first");
    }
}
