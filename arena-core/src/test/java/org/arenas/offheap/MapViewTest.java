package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.arenas.error.AccessModeException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Guava's suite cannot know: see {@link MapViewConformanceTest}. */
class MapViewTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 14, 1 << 24);

    @AfterEach
    void close() {
        board.close();
    }

    private static Map<String, String> text(BytesMap map) {
        return map.asMap(BytesCodec.utf8(), BytesCodec.utf8());
    }

    /** Each entry once, whatever is removed on the way, at any fill of the table. */
    @Test
    void shouldVisitEachEntryOnceWhileOthersAreRemoved() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("map views: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            try (MemoryWriter m = board.borrow()) {
                Handle<LongLongMap> longHandle = m.allocateLongLongMap(0);
                Handle<BytesMap> bytesHandle = m.allocateBytesMap(0);
                Map<Long, Long> longs = m.longLongMap(longHandle).asMap();
                Map<String, String> words = text(m.bytesMap(bytesHandle));
                int size = random.nextInt(random.nextBoolean() ? 12 : 200);
                for (int i = 0; i < size; i++) {
                    // So that runs of the table go round its end, and chains are long.
                    long key = (long) random.nextInt(3 * size) << (round % 2 == 0 ? 0 : 40);
                    longs.put(key, -key);
                    words.put(Long.toString(key), "v" + key);
                }
                assertThat(walk(longs, random)).as("seed %s", seed).isEqualTo(longs);
                assertThat(walk(words, random)).as("seed %s", seed).isEqualTo(words);
                m.free(longHandle);
                m.free(bytesHandle);
                assertThat(m.verify()).as("seed %s", seed).isEmpty();
                assertThat(m.statistics().usedBlocks()).isZero();
            }
        }
    }

    /** Removes every third entry, sets some of the others, and returns what should be left. */
    private static <K, V> Map<K, V> walk(Map<K, V> map, Random random) {
        Map<K, V> before = new HashMap<>(map);
        Map<K, V> seen = new HashMap<>();
        Map<K, V> left = new HashMap<>();
        for (Iterator<Map.Entry<K, V>> i = map.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<K, V> entry = i.next();
            assertThat(seen.put(entry.getKey(), entry.getValue())).isNull();
            if (random.nextInt(3) == 0) {
                i.remove();
            } else {
                left.put(entry.getKey(), entry.getValue());
            }
        }
        assertThat(seen).isEqualTo(before);
        return left;
    }

    @Test
    void shouldGoOnBehindAnEntryWhoseValueHasBecomeLonger() {
        try (MemoryWriter m = board.borrow()) {
            BytesMap map = m.bytesMap(m.allocateBytesMap(0));
            Map<String, String> words = text(map);
            for (int i = 0; i < 100; i++) {
                words.put("key" + i, "v");
            }
            // Beside each other in few chains, and freed blocks are reused at once.
            TreeSet<String> seen = new TreeSet<>();
            map.forEach((key, value) -> {
                map.put(key, new byte[50 + seen.size()]);
                assertThat(seen.add(new String(key, StandardCharsets.UTF_8))).isTrue();
            });
            assertThat(seen).hasSize(100);
            for (Map.Entry<String, String> entry : words.entrySet()) {
                entry.setValue(entry.getKey().repeat(3));
                assertThat(entry.getValue()).isEqualTo(entry.getKey().repeat(3));
            }
            words.forEach((key, value) -> assertThat(value).isEqualTo(key.repeat(3)));
            Iterator<Map.Entry<String, String>> all = words.entrySet().iterator();
            while (all.hasNext()) {
                all.next().setValue("a value of some other length");
                all.remove();
            }
            assertThat(words).isEmpty();
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldRefuseToSetTheValueOfARemovedEntry() {
        try (MemoryWriter m = board.borrow()) {
            Map<Long, Long> longs = m.longLongMap(m.allocateLongLongMap(0)).asMap();
            Map<String, String> words = text(m.bytesMap(m.allocateBytesMap(0)));
            longs.put(0L, 1L);
            words.put("a", "b");
            Map.Entry<Long, Long> number = longs.entrySet().iterator().next();
            Map.Entry<String, String> word = words.entrySet().iterator().next();
            longs.clear();
            words.clear();
            assertThatThrownBy(() -> number.setValue(2L))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("key=0");
            assertThatThrownBy(() -> word.setValue("c")).isInstanceOf(IllegalStateException.class);
            assertThat(longs).isEmpty();
            assertThat(words).isEmpty();
        }
    }

    /** One key taken out and another put in: as many as before, and yet others. */
    @Test
    void shouldNoticeChangesThatLeaveTheSizeAsItIs() {
        try (MemoryWriter m = board.borrow()) {
            LongLongMap longs = m.longLongMap(m.allocateLongLongMap(0));
            BytesMap bytes = m.bytesMap(m.allocateBytesMap(0));
            for (long key = 0; key < 4; key++) {
                longs.put(key, key);
                text(bytes).put(Long.toString(key), "v");
            }
            Iterator<Long> keys = longs.asMap().keySet().iterator();
            Iterator<String> words = text(bytes).keySet().iterator();
            keys.next();
            words.next();
            longs.remove(1);
            longs.put(11, 1);
            text(bytes).remove("1");
            text(bytes).put("11", "v");
            assertThatThrownBy(keys::next).isInstanceOf(ConcurrentModificationException.class);
            assertThatThrownBy(keys::remove).isInstanceOf(ConcurrentModificationException.class);
            assertThatThrownBy(words::next).isInstanceOf(ConcurrentModificationException.class);
            assertThatThrownBy(words::remove).isInstanceOf(ConcurrentModificationException.class);
            assertThatThrownBy(() -> longs.forEach((key, value) -> {
                        longs.remove(11);
                        longs.put(11, 1);
                    }))
                    .isInstanceOf(ConcurrentModificationException.class);
            assertThat(longs.asMap()).containsOnlyKeys(0L, 2L, 3L, 11L);
        }
    }

    @Test
    @DisplayName("R3, R7: a view does no more than the collection, and ends with it")
    void shouldBeReadOnlyUnderAReaderAndEndWithTheBorrow() {
        Handle<LongLongMap> longHandle;
        Handle<BytesMap> bytesHandle;
        try (MemoryWriter m = board.borrow()) {
            longHandle = m.allocateLongLongMap(0);
            bytesHandle = m.allocateBytesMap(0);
            m.longLongMap(longHandle).put(1, 2);
            text(m.bytesMap(bytesHandle)).put("a", "b");
        }
        Map<Long, Long> longs;
        Map<String, String> words;
        Iterator<Long> kept;
        try (MemoryReader m = board.borrowShared();
                Threads threads = new Threads()) {
            longs = m.longLongMap(longHandle).asMap();
            words = text(m.bytesMap(bytesHandle));
            kept = longs.keySet().iterator();
            assertThat(longs).containsExactly(Map.entry(1L, 2L));
            assertThat(words).containsExactly(Map.entry("a", "b"));
            shouldRefuseChanges(longs, 1L, 3L);
            shouldRefuseChanges(words, "a", "c");
            threads.start(
                    "thief", () -> assertThatThrownBy(() -> longs.get(1L)).isInstanceOf(BorrowThreadException.class));
        }
        assertThatThrownBy(longs::size).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> longs.get(null)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> words.get(null)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(kept::hasNext).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(kept::next).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> words.entrySet().iterator()).isInstanceOf(BorrowClosedException.class);
        try (MemoryWriter m = board.borrow()) {
            Map<Long, Long> freed = m.longLongMap(longHandle).asMap();
            m.free(longHandle);
            assertThatThrownBy(freed::size).isInstanceOf(StaleReferenceException.class);
        }
    }

    private static <K, V> void shouldRefuseChanges(Map<K, V> map, K key, V value) {
        assertThatThrownBy(() -> map.put(key, value)).isInstanceOf(AccessModeException.class);
        assertThatThrownBy(() -> map.remove(key)).isInstanceOf(AccessModeException.class);
        assertThatThrownBy(map::clear).isInstanceOf(AccessModeException.class);
        assertThatThrownBy(() -> map.keySet().remove(key)).isInstanceOf(AccessModeException.class);
        Iterator<Map.Entry<K, V>> entries = map.entrySet().iterator();
        Map.Entry<K, V> entry = entries.next();
        assertThatThrownBy(() -> entry.setValue(value)).isInstanceOf(AccessModeException.class);
        assertThatThrownBy(entries::remove).isInstanceOf(AccessModeException.class);
        assertThat(map).hasSize(1);
    }

    /** A key that cannot be in the map is not in it; one that cannot be put is refused. */
    @Test
    void shouldTellWhatItsCodecRefuses() {
        String half = "\uD800";
        try (MemoryWriter m = board.borrow()) {
            BytesMap map = m.bytesMap(m.allocateBytesMap(0));
            Map<String, String> words = text(map);
            assertThat(words.get(half)).isNull();
            assertThat(words.containsKey(half)).isFalse();
            assertThat(words.remove(half)).isNull();
            assertThatThrownBy(() -> words.put(half, "a")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> words.put("a", half)).isInstanceOf(IllegalArgumentException.class);
            assertThat(words).isEmpty();
            map.put(new byte[] {1}, new byte[] {(byte) 0xC0});
            assertThatThrownBy(() -> words.get("\1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no UTF-8: length=1");

            Map<Integer, Boolean> flags = map.asMap(
                    BytesCodec.of(i -> new byte[] {i.byteValue()}, bytes -> (int) bytes[0]),
                    BytesCodec.of(flag -> new byte[flag ? 1 : 0], bytes -> bytes.length == 1));
            flags.clear();
            flags.put(7, true);
            flags.merge(7, true, (a, b) -> false);
            assertThat(flags).containsExactly(Map.entry(7, false));
            assertThat(words).containsExactly(Map.entry("\7", ""));
        }
    }
}
