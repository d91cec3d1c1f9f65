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

    private static BufferedChannel<Integer> full(int capacity) {
        Channel<Integer> channel = Channel.<Integer>builder().capacity(capacity).create();
        for (int i = 0; i < capacity; i++) {
            channel.put(i);
        }
        return (BufferedChannel<Integer>) channel;
    }

    private static Sleep sleepFor(BufferedChannel<Integer> channel) {
        return new Sleep(List.of(new Case.Put(channel, -1)), new Linger(1));
    }

    @Test
    void shouldWakeWhoTakesItsTimeForAGoodDealOfRoom() {
        BufferedChannel<Integer> channel = full(8);
        sleepFor(channel).enterLines(false);
        for (int room = 1; room < 4; room++) {
            channel.take();
            assertThat(channel.senders.isEmpty()).isFalse();
        }
        channel.take();
        assertThat(channel.senders.isEmpty()).isTrue();
    }

    @Test
    void shouldWakeTheFirstForTheLeastRoomIfAnybodyHurries() {
        BufferedChannel<Integer> channel = full(8);
        Sleep first = sleepFor(channel);
        Sleep second = sleepFor(channel);
        first.enterLines(false);
        second.enterLines(false);
        second.hurry();
        channel.take();
        assertThat(first.leaveLines()).isTrue();
        channel.take();
        assertThat(second.leaveLines()).isTrue();
        assertThat(channel.senders.isHurried()).isFalse();
        assertThat(channel.senders.isEmpty()).isTrue();
    }

    @Test
    void shouldHurryFromTheBeginningIfItWasWokenInVain() {
        BufferedChannel<Integer> channel = full(8);
        Sleep again = sleepFor(channel);
        again.enterLines(true);
        assertThat(channel.senders.isHurried()).isTrue();
        assertThat(again.leaveLines()).isFalse();
        assertThat(channel.senders.isHurried()).isFalse();
    }

    @Test
    void shouldNotBeLeftWaitingForMoreThanItNeeds() {
        BufferedChannel<Integer> channel = full(16);
        try (Threads threads = new Threads()) {
            Thread sender = threads.start("sender", () -> channel.put(16));
            Await.until("hurries", channel.senders::isHurried);
            Await.blocked(sender);
            assertThat(channel.take()).isZero();
            threads.joinAll();
        }
        assertThat(channel.size()).isEqualTo(16);
    }

    @Test
    void shouldLookAgainOnceItHurries() throws InterruptedException {
        BufferedChannel<String> quiet =
                (BufferedChannel<String>) Channel.<String>builder().create();
        Case lazy = new Case.Take(quiet) {
            private int looks;

            @Override
            boolean canTakeItsTime() {
                return true;
            }

            @Override
            boolean isReady() {
                if (looks++ == 1) {
                    // Unlike a put, this wakes nobody.
                    quiet.buffer.offer("unseen");
                }
                return super.isReady();
            }
        };
        assertThat(new ChannelWait(List.of(lazy), 0, new Linger(1)).await(Wait.interruptibly()))
                .isEqualTo("unseen");
    }
}
