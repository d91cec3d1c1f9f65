package org.arenas.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.arenas.Shareable;
import org.arenas.error.ChannelClosedException;
import org.arenas.error.NotShareableException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every channel does, whatever its buffer. One sender and one receiver at a time. */
abstract class ChannelContract {
    /** An object that is written before it is put, and not after. */
    private static final class Note {
        static {
            Shareable.register(Note.class);
        }

        private int number;
    }

    static final int ROOM = 8;

    /** Every builder of a channel under test, with room for {@link #ROOM} items at least. */
    abstract <T> ChannelBuilder<T> builder();

    final <T> Channel<T> channel() {
        return this.<T>builder().create();
    }

    @Test
    void shouldHandOutItemsInOrder() {
        Channel<Integer> channel = channel();
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < ROOM; i++) {
                channel.put(round + i);
            }
            for (int i = 0; i < ROOM; i++) {
                assertThat(channel.take()).isEqualTo(round + i);
            }
        }
        assertThat(channel.tryTake()).isNull();
    }

    @Test
    void shouldCountItsItems() throws InterruptedException {
        Channel<String> channel = channel();
        assertThat(channel.isEmpty()).isTrue();
        channel.put("a");
        channel.putInterruptibly("b");
        assertThat(channel.tryPut("c")).isTrue();
        assertThat(channel.tryPut("d", Duration.ofSeconds(1))).isTrue();
        assertThat(channel.size()).isEqualTo(4);
        assertThat(channel.isEmpty()).isFalse();
        assertThat(channel.take()).isEqualTo("a");
        assertThat(channel.takeInterruptibly()).isEqualTo("b");
        assertThat(channel.tryTake()).isEqualTo("c");
        assertThat(channel.tryTake(Duration.ofSeconds(1))).isEqualTo("d");
        assertThat(channel.size()).isZero();
        assertThat(channel.isEmpty()).isTrue();
    }

    @Test
    void shouldPutAllAndDrain() {
        Channel<Integer> channel = channel();
        channel.putAll(List.of(1, 2, 3, 4, 5));
        List<Integer> sink = new ArrayList<>();
        assertThat(channel.drainTo(sink, 0)).isZero();
        assertThat(channel.drainTo(sink, 2)).isEqualTo(2);
        assertThat(channel.drainTo(sink)).isEqualTo(3);
        assertThat(channel.drainTo(sink)).isZero();
        assertThat(sink).containsExactly(1, 2, 3, 4, 5);
        channel.close();
        assertThat(channel.drainTo(sink)).isZero();
        assertThatThrownBy(() -> channel.drainTo(sink, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of items is negative: most=-1; use 0 or more");
    }

    @Test
    @SuppressWarnings("NullAway")
    void shouldRejectNull() {
        Channel<String> channel = channel();
        assertThatThrownBy(() -> channel.put(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.tryPut(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.drainTo(null)).isInstanceOf(NullPointerException.class);
        assertThat(channel.isEmpty()).isTrue();
    }

    // ---------------------------------------------------------------- waiting

    @Test
    void shouldWaitForAnItem() {
        Channel<String> channel = channel();
        AtomicReference<String> taken = new AtomicReference<>();
        try (Threads threads = new Threads()) {
            Thread receiver = threads.start("receiver", () -> taken.set(channel.take()));
            Await.blocked(receiver);
            channel.put("late");
            threads.joinAll();
        }
        assertThat(taken).hasValue("late");
    }

    @Test
    void shouldWaitNoLongerThanTold() throws InterruptedException {
        Channel<String> channel = channel();
        assertThat(channel.tryTake(Duration.ZERO)).isNull();
        assertThat(channel.tryTake(Duration.ofSeconds(-1))).isNull();
        assertThat(channel.tryTake(Duration.ofNanos(1))).isNull();
        long start = System.nanoTime();
        assertThat(channel.tryTake(Duration.ofMillis(20))).isNull();
        assertThat(System.nanoTime() - start).isBetween(20_000_000L, 20_000_000_000L);
        channel.put("there");
        assertThat(channel.tryTake(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("there");
    }

    @Test
    void shouldEndAnInterruptibleWait() {
        Channel<String> channel = channel();
        try (Threads threads = new Threads()) {
            Thread receiver = threads.start("receiver", () -> {
                assertThatThrownBy(channel::takeInterruptibly).isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> channel.tryTake(Duration.ofDays(1))).isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> channel.putInterruptibly("no")).isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> channel.tryPut("no", Duration.ofDays(1)))
                        .isInstanceOf(InterruptedException.class);
            });
            Await.blocked(receiver);
            receiver.interrupt();
            threads.joinAll();
        }
        assertThat(channel.isEmpty()).isTrue();
    }

    @Test
    void shouldKeepAnInterruptPendingOtherwise() {
        Channel<String> channel = channel();
        try (Threads threads = new Threads()) {
            Thread receiver = threads.start("receiver", () -> {
                assertThat(channel.take()).isEqualTo("item");
                assertThat(Thread.interrupted()).isTrue();
            });
            Await.blocked(receiver);
            receiver.interrupt();
            Await.blocked(receiver);
            channel.put("item");
            threads.joinAll();
        }
    }

    @Test
    @DisplayName("R12: what was done before a put is seen after the take")
    void shouldMakeVisibleWhatWasDoneBefore() {
        Channel<Note> channel = channel();
        int items = 20_000;
        try (Threads threads = new Threads()) {
            threads.start("sender", () -> {
                for (int i = 1; i <= items; i++) {
                    Note item = new Note();
                    item.number = i;
                    channel.put(item);
                }
            });
            for (int i = 1; i <= items; i++) {
                assertThat(channel.take().number).isEqualTo(i);
            }
            threads.joinAll();
        }
    }

    @Test
    @DisplayName("R8: only what may be shared is put into a channel")
    void shouldRejectAnItemThatMayNotBeShared() {
        Channel<Object> channel = channel();

        assertThatThrownBy(() -> channel.put(new AtomicReference<>()))
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("AtomicReference")
                .hasMessageContaining(channel.toString());
        assertThatThrownBy(() -> channel.tryPut(List.of(new int[0]))).isInstanceOf(NotShareableException.class);
        assertThat(channel.tryTake()).isNull();
    }

    @Test
    void shouldKeepNoItemThatWasTaken() {
        Channel<Note> channel = channel();
        List<WeakReference<Note>> references = new ArrayList<>();
        for (int i = 0; i < ROOM; i++) {
            references.add(new WeakReference<>(put(channel)));
        }
        for (int i = 0; i < ROOM; i++) {
            channel.take();
        }
        Await.cleared(references);
    }

    private static Note put(Channel<Note> channel) {
        Note item = new Note();
        channel.put(item);
        return item;
    }

    // ---------------------------------------------------------------- closing

    @Test
    @DisplayName("R9: a closed channel takes nothing in, and hands out what it has")
    void shouldHandOutWhatItHasWhenClosed() throws InterruptedException {
        Channel<Integer> channel = channel();
        channel.putAll(List.of(1, 2, 3, 4));
        assertThat(channel.isClosed()).isFalse();
        channel.close();
        channel.close();
        assertThat(channel.isClosed()).isTrue();
        assertThatThrownBy(() -> channel.put(5)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.putInterruptibly(5)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.tryPut(5)).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.tryPut(5, Duration.ofSeconds(1))).isInstanceOf(ChannelClosedException.class);
        assertThat(channel.size()).isEqualTo(4);
        assertThat(channel.isDrained()).isFalse();
        assertThat(channel.take()).isEqualTo(1);
        assertThat(channel.takeInterruptibly()).isEqualTo(2);
        assertThat(channel.tryTake()).isEqualTo(3);
        assertThat(channel.tryTake(Duration.ofSeconds(1))).isEqualTo(4);
        assertThat(channel.isDrained()).isTrue();
        assertThatThrownBy(channel::take).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(channel::takeInterruptibly).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(channel::tryTake).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> channel.tryTake(Duration.ofSeconds(1))).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    @DisplayName("R9: closing wakes who waits for an item")
    void shouldWakeReceiverByClosing() {
        Channel<String> channel = channel();
        try (Threads threads = new Threads()) {
            Thread receiver = threads.start(
                    "receiver", () -> assertThatThrownBy(channel::take).isInstanceOf(ChannelClosedException.class));
            Await.blocked(receiver);
            channel.close();
            threads.joinAll();
        }
    }

    @Test
    void shouldIterateUntilClosed() {
        Channel<Integer> channel = channel();
        List<Integer> seen = new ArrayList<>();
        int items = 3 * ROOM;
        try (Threads threads = new Threads()) {
            threads.start("receiver", () -> channel.forEach(seen::add));
            IntStream.range(0, items).forEach(channel::put);
            channel.close();
            threads.joinAll();
        }
        assertThat(seen).isEqualTo(IntStream.range(0, items).boxed().toList());
        Iterator<Integer> ended = channel.iterator();
        assertThat(ended.hasNext()).isFalse();
        assertThatThrownBy(ended::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageStartingWith("channel is closed and empty: channel=channel(");
    }

    @Test
    void shouldStreamUntilClosed() {
        Channel<Integer> channel = channel();
        channel.putAll(List.of(1, 2, 3, 4));
        channel.close();
        assertThat(channel.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
    }

    @Test
    @DisplayName("R9: an item that meets a close is refused or there to be taken")
    void shouldLoseNoItemToAClose() {
        for (int round = 0; round < 500; round++) {
            Channel<Integer> channel = channel();
            List<Integer> put = new ArrayList<>();
            try (Threads threads = new Threads()) {
                threads.start("sender", () -> {
                    try {
                        for (int i = 0; i < ROOM; i++) {
                            channel.put(i);
                            put.add(i);
                        }
                    } catch (ChannelClosedException e) {
                        assertThat(channel.isClosed()).isTrue();
                    }
                });
                for (int spins = round % 50; spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                channel.close();
                List<Integer> taken = channel.stream().toList();
                threads.joinAll();
                assertThat(taken).isEqualTo(put);
            }
        }
    }
}
