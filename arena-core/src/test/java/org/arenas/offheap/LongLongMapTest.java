package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaFullException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.StaleReferenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongLongMapTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 14, 1 << 22);

    @AfterEach
    void close() {
        board.close();
    }

    /** Against java.util's map, with keys that collide often and others that never do. */
    @Test
    void shouldDoWhatAHashMapDoes() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("long map off heap: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        for (int range : new int[] {8, 100, 5_000, Integer.MAX_VALUE}) {
            Map<Long, Long> model = new HashMap<>();
            try (MemoryWriter m = board.borrow()) {
                Handle<LongLongMap> handle = m.allocateLongLongMap(0);
                LongLongMap map = m.longLongMap(handle);
                for (int step = 0; step < 20_000; step++) {
                    long key = (long) random.nextInt(range) - (range < 1_000 ? range / 2 : 0);
                    long value = random.nextLong();
                    switch (random.nextInt(6)) {
                        case 0, 1 -> {
                            map.put(key, value);
                            model.put(key, value);
                        }
                        case 2 -> {
                            long sum = model.merge(key, value, Long::sum);
                            assertThat(map.add(key, value)).as("seed %s", seed).isEqualTo(sum);
                        }
                        case 3, 4 -> {
                            boolean had = model.remove(key) != null;
                            assertThat(map.remove(key)).as("seed %s", seed).isEqualTo(had);
                        }
                        default -> {
                            assertThat(map.get(key, value))
                                    .as("seed %s", seed)
                                    .isEqualTo(model.getOrDefault(key, value));
                            assertThat(map.containsKey(key)).as("seed %s", seed).isEqualTo(model.containsKey(key));
                        }
                    }
                    assertThat(map.size()).as("seed %s", seed).isEqualTo(model.size());
                }
                assertThat(contents(map)).as("seed %s", seed).isEqualTo(model);
                assertThat(m.verify()).as("seed %s", seed).isEmpty();
                map.clear();
                assertThat(contents(map)).isEmpty();
                assertThat(map.isEmpty()).isTrue();
                m.free(handle);
                assertThat(m.statistics().usedBlocks()).isZero();
            }
        }
    }

    private static Map<Long, Long> contents(LongLongMap map) {
        Map<Long, Long> contents = new HashMap<>();
        map.forEach((key, value) -> assertThat(contents.put(key, value)).isNull());
        return contents;
    }

    @Test
    void shouldTellTheValueThatIsMissingFromTheOneThatIsThere() {
        try (MemoryWriter m = board.borrow()) {
            LongLongMap map = m.longLongMap(m.allocateLongLongMap(4));
            map.put(7, 0);
            map.put(0, 1);
            assertThat(map.find(7)).hasValue(0);
            assertThat(map.find(0)).hasValue(1);
            assertThat(map.find(8)).isEmpty();
        }
    }

    @Test
    void shouldBeChangedByWritersOnly() {
        Handle<LongLongMap> handle;
        LongLongMap kept;
        try (MemoryWriter m = board.borrow()) {
            handle = m.allocateLongLongMap(4);
            kept = m.longLongMap(handle);
            kept.put(1, 2);
        }
        assertThatThrownBy(() -> kept.get(1, 0)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> kept.put(1, 0)).isInstanceOf(BorrowClosedException.class);
        try (MemoryReader m = board.borrowShared()) {
            LongLongMap map = m.longLongMap(handle);
            assertThat(map.get(1, 0)).isEqualTo(2);
            assertThatThrownBy(() -> map.put(1, 3)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> map.add(1, 3)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> map.remove(1)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(map::clear).isInstanceOf(AccessModeException.class);
            assertThat(map.get(1, 0)).isEqualTo(2);
        }
    }

    @Test
    void shouldBeStaleOnceItIsFreed() {
        try (MemoryWriter m = board.borrow()) {
            Handle<LongLongMap> handle = m.allocateLongLongMap(4);
            LongLongMap map = m.longLongMap(handle);
            m.free(handle);
            assertThatThrownBy(() -> map.get(1, 0)).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> map.put(1, 0)).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> m.longLongMap(handle)).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> m.allocateLongLongMap(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> m.allocateLongLongMap(1L << 40)).isInstanceOf(IllegalArgumentException.class);
            assertThat(m.statistics().usedBlocks()).isZero();
        }
    }

    @Test
    void shouldStayAsItIsIfThereIsNoRoomToGrow() {
        try (SharedArena small = SharedArena.inMemory("small", 1 << 14);
                MemoryWriter m = small.borrow()) {
            LongLongMap map = m.longLongMap(m.allocateLongLongMap(0));
            Map<Long, Long> model = new HashMap<>();
            assertThatThrownBy(() -> {
                        for (long key = 1; ; key++) {
                            map.put(key, -key);
                            model.put(key, -key);
                        }
                    })
                    .isInstanceOf(ArenaFullException.class);
            assertThat(contents(map)).isEqualTo(model).hasSizeGreaterThan(100);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldSayThatItWasChangedWhileItIsWalked() {
        try (MemoryWriter m = board.borrow()) {
            LongLongMap map = m.longLongMap(m.allocateLongLongMap(4));
            map.put(1, 1);
            map.put(2, 2);
            assertThatThrownBy(() -> map.forEach((key, value) -> map.put(key + 10, 0)))
                    .isInstanceOf(ConcurrentModificationException.class);
        }
    }
}
