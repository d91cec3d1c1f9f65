package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowThreadException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimisticReadTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 16, 1 << 22);

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void shouldReadWithoutABorrow() {
        Handle<String> handle;
        try (MemoryWriter m = board.borrow()) {
            handle = m.allocate("x");
        }
        long acquisitions = board.arena().counters().acquisitions();

        assertThat(board.<String>readOptimistic(m -> m.string(handle))).isEqualTo("x");

        assertThat(board.arena().counters().acquisitions()).isEqualTo(acquisitions);
    }

    @Test
    void shouldRunAgainIfSomethingWasChangedMeanwhile() {
        Handle<LongLongMap> handle;
        try (MemoryWriter m = board.borrow()) {
            handle = m.allocateLongLongMap(4);
            m.longLongMap(handle).put(1, 1);
        }
        AtomicInteger runs = new AtomicInteger();
        long value = board.readOptimistic(m -> {
            long read = m.longLongMap(handle).get(1, 0);
            if (runs.incrementAndGet() < 3) {
                try (Threads threads = new Threads()) {
                    threads.start("writer", () -> {
                        try (MemoryWriter w = board.borrow()) {
                            w.longLongMap(handle).add(1, 1);
                        }
                    });
                    threads.joinAll();
                }
            }
            return read;
        });

        assertThat(value).isEqualTo(3);
        assertThat(runs).hasValue(3);
    }

    @Test
    void shouldThrowOnlyWhatIsTrue() {
        Handle<String> handle;
        try (MemoryWriter m = board.borrow()) {
            handle = m.allocate("x");
        }
        AtomicInteger runs = new AtomicInteger();
        String read = board.readOptimistic(m -> {
            if (runs.incrementAndGet() == 1) {
                try (Threads threads = new Threads()) {
                    threads.start("writer", () -> {
                        try (MemoryWriter w = board.borrow()) {
                            w.allocate("y");
                        }
                    });
                    threads.joinAll();
                }
                throw new IllegalStateException("of a state that is no more");
            }
            return m.string(handle);
        });
        assertThat(read).isEqualTo("x");

        IllegalStateException mine = new IllegalStateException("mine");
        assertThatThrownBy(() -> board.readOptimistic(m -> {
                    throw mine;
                }))
                .isSameAs(mine);
    }

    @Test
    void shouldEndWithItsFunction() {
        AtomicReference<MemoryReader> kept = new AtomicReference<>();
        board.readOptimistic(m -> {
            kept.set(m);
            try (Threads threads = new Threads()) {
                threads.start("other", () -> assertThatThrownBy(m::roots).isInstanceOf(BorrowThreadException.class));
                threads.joinAll();
            }
            return m.roots();
        });
        assertThatThrownBy(() -> kept.get().roots()).isInstanceOf(BorrowClosedException.class);
        board.close();
        assertThatThrownBy(() -> board.readOptimistic(MemoryReader::roots)).isInstanceOf(ArenaClosedException.class);
    }

    /** Entries that always add up to zero, moved about, in a map that is freed and made anew: no other sum is ever seen. */
    @Test
    void shouldNeverReturnWhatWasTrueAtNoTime() {
        int keys = 64;
        try (MemoryWriter m = board.borrow()) {
            m.setRoot("map", m.allocateLongLongMap(0));
        }
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        try (Threads threads = new Threads()) {
            for (int r = 0; r < 2; r++) {
                threads.start("reader " + r, () -> {
                    while (!stop.get()) {
                        long sum = board.readOptimistic(m -> {
                            LongLongMap map = m.longLongMap(m.root("map"));
                            long all = 0;
                            for (int key = 1; key <= keys; key++) {
                                all += map.get(key, 0);
                            }
                            return all;
                        });
                        reads.incrementAndGet();
                        if (sum != 0) {
                            wrong.incrementAndGet();
                        }
                    }
                });
            }
            threads.start("writer", () -> {
                try {
                    for (int i = 0; i < 20_000; i++) {
                        try (MemoryWriter m = board.borrow()) {
                            Handle<LongLongMap> handle = m.root("map");
                            if (i % 50 == 0) {
                                m.free(handle);
                                handle = m.allocateLongLongMap(0);
                                m.setRoot("map", handle);
                            }
                            LongLongMap map = m.longLongMap(handle);
                            map.add(1 + i % keys, i);
                            map.add(1 + (i * 7 + 3) % keys, -i);
                        }
                    }
                } finally {
                    stop.set(true);
                }
            });
            threads.joinAll();
        }
        assertThat(wrong).hasValue(0);
        assertThat(reads.get()).isPositive();
    }
}
