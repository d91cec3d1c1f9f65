package org.arenas.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.arenas.error.ChannelClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

class SelectTest {
    private final Channel<String> left =
            Channel.<String>builder().name("left").capacity(2).create();
    private final Channel<Integer> right =
            Channel.<Integer>builder().name("right").capacity(2).create();
    private final List<Object> seen = new ArrayList<>();
    private final Select either = Select.create().onTake(left, seen::add).onTake(right, seen::add);

    @Test
    void shouldTakeFromWhicheverIsReady() {
        assertThat(either.tryRun()).isFalse();
        right.put(1);
        assertThat(either.tryRun()).isTrue();
        left.put("a");
        either.run();
        assertThat(seen).containsExactly(1, "a");
        assertThat(either.tryRun()).isFalse();
    }

    @Test
    void shouldTakeTurnsAmongThoseThatAreReady() {
        left.putAll(List.of("a", "b"));
        right.putAll(List.of(1, 2));
        for (int i = 0; i < 4; i++) {
            either.run();
        }
        assertThat(seen).containsExactly("a", 1, "b", 2);
    }

    @Test
    void shouldWaitForTheFirst() {
        try (Threads threads = new Threads()) {
            Thread selector = threads.start("selector", () -> {
                either.run();
                either.run();
            });
            Await.blocked(selector);
            right.put(1);
            Await.until("taken", () -> right.isEmpty());
            Await.blocked(selector);
            left.put("a");
            threads.joinAll();
        }
        assertThat(seen).containsExactly(1, "a");
    }

    @Test
    void shouldPutWhereThereIsRoomFirst() {
        left.putAll(List.of("a", "b"));
        right.putAll(List.of(1, 2));
        Select put = Select.create().onPut(left, "c", () -> seen.add("left")).onPut(right, 3, () -> seen.add("right"));
        assertThat(put.tryRun()).isFalse();
        try (Threads threads = new Threads()) {
            Thread selector = threads.start("selector", put::run);
            Await.blocked(selector);
            assertThat(right.take()).isEqualTo(1);
            threads.joinAll();
        }
        assertThat(seen).containsExactly("right");
        assertThat(right.size()).isEqualTo(2);
        assertThat(left.size()).isEqualTo(2);
    }

    @Test
    void shouldEndItsWaitInTimeAndWhenInterrupted() throws InterruptedException {
        assertThat(either.tryRun(Duration.ofMillis(5))).isFalse();
        assertThat(either.tryRun(Duration.ZERO)).isFalse();
        try (Threads threads = new Threads()) {
            Thread selector = threads.start(
                    "selector",
                    () -> assertThatThrownBy(either::runInterruptibly).isInstanceOf(InterruptedException.class));
            Await.blocked(selector);
            selector.interrupt();
            threads.joinAll();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldLeaveOutClosedChannelsUntilAllAre() {
        left.put("last");
        left.close();
        either.run();
        assertThat(either.tryRun()).isFalse();
        try (Threads threads = new Threads()) {
            Thread selector = threads.start(
                    "selector", () -> assertThatThrownBy(either::run).isInstanceOf(ChannelClosedException.class));
            Await.blocked(selector);
            right.close();
            threads.joinAll();
        }
        assertThatThrownBy(either::tryRun).isInstanceOf(ChannelClosedException.class);
        assertThat(seen).containsExactly("last");
    }

    @Test
    void shouldNeedACase() {
        assertThatThrownBy(() -> Select.create().run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("select has no case: channels=[]; add one with onTake(...) or onPut(...)");
    }

    @Test
    void shouldForgetNobodyAmongManySelectors() {
        int items = 5_000;
        Queue<Object> taken = new ConcurrentLinkedQueue<>();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 3; i++) {
                threads.start("selector-" + i, () -> {
                    Select mine = Select.create().onTake(left, taken::add).onTake(right, taken::add);
                    while (true) {
                        try {
                            mine.run();
                        } catch (ChannelClosedException e) {
                            return;
                        }
                    }
                });
            }
            threads.start("sender-left", () -> {
                for (int i = 0; i < items; i++) {
                    left.put("left-" + i);
                }
                left.close();
            });
            threads.start("sender-right", () -> {
                for (int i = 0; i < items; i++) {
                    right.put(i);
                }
                right.close();
            });
            threads.joinAll();
        }
        assertThat(taken).hasSize(2 * items).doesNotHaveDuplicates();
    }
}
