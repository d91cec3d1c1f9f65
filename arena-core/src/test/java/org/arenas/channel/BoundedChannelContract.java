package org.arenas.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.arenas.error.ChannelClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bounded channel does beyond {@link ChannelContract}. */
abstract class BoundedChannelContract extends ChannelContract {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 1000})
    void shouldHoldExactlyAsManyItemsAsItWasBuiltFor(int capacity) throws InterruptedException {
        Channel<Integer> channel = this.<Integer>builder().capacity(capacity).create();
        assertThat(channel.capacity()).isEqualTo(capacity);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < capacity; i++) {
                assertThat(channel.tryPut(i)).isTrue();
            }
            assertThat(channel.tryPut(-1)).isFalse();
            assertThat(channel.tryPut(-1, Duration.ofNanos(1))).isFalse();
            assertThat(channel.size()).isEqualTo(capacity);
            assertThat(channel.take()).isZero();
            assertThat(channel.tryPut(capacity)).isTrue();
            assertThat(channel.tryPut(-1)).isFalse();
            for (int i = 1; i <= capacity; i++) {
                assertThat(channel.tryTake()).isEqualTo(i);
            }
            assertThat(channel.tryTake()).isNull();
        }
    }

    @Test
    void shouldWaitForRoom() {
        Channel<Integer> channel = this.<Integer>builder().capacity(1).create();
        channel.put(1);
        try (Threads threads = new Threads()) {
            Thread sender = threads.start("sender", () -> channel.put(2));
            Await.blocked(sender);
            assertThat(channel.size()).isEqualTo(1);
            assertThat(channel.take()).isEqualTo(1);
            assertThat(channel.take()).isEqualTo(2);
            threads.joinAll();
        }
    }

    @Test
    void shouldEndAnInterruptibleWaitForRoom() {
        Channel<Integer> channel = this.<Integer>builder().capacity(1).create();
        channel.put(1);
        try (Threads threads = new Threads()) {
            Thread sender = threads.start(
                    "sender",
                    () -> assertThatThrownBy(() -> channel.putInterruptibly(2))
                            .isInstanceOf(InterruptedException.class));
            Await.blocked(sender);
            sender.interrupt();
            threads.joinAll();
        }
        assertThat(channel.take()).isEqualTo(1);
        assertThat(channel.tryTake()).isNull();
    }

    @Test
    @DisplayName("R9: closing wakes who waits for room, and the item stays out")
    void shouldWakeSenderByClosing() {
        Channel<Integer> channel = this.<Integer>builder().capacity(1).create();
        channel.put(1);
        try (Threads threads = new Threads()) {
            Thread sender = threads.start(
                    "sender",
                    () -> assertThatThrownBy(() -> channel.put(2)).isInstanceOf(ChannelClosedException.class));
            Await.blocked(sender);
            channel.close();
            threads.joinAll();
        }
        assertThat(channel.stream().toList()).containsExactly(1);
    }

    @Test
    void shouldMakeASenderKeepPaceWithItsReceiver() {
        Channel<Integer> channel = this.<Integer>builder().capacity(2).create();
        int items = 20_000;
        try (Threads threads = new Threads()) {
            threads.start("sender", () -> {
                for (int i = 0; i < items; i++) {
                    channel.put(i);
                }
                channel.close();
            });
            int expected = 0;
            for (int item : channel) {
                assertThat(item).isEqualTo(expected++);
                assertThat(channel.size()).isLessThanOrEqualTo(2);
            }
            assertThat(expected).isEqualTo(items);
            threads.joinAll();
        }
    }
}
