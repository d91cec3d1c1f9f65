package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaException;
import org.arenas.error.ArenaFullException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.StaleReferenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BytesCollectionsTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 14, 1 << 22);

    @AfterEach
    void close() {
        board.close();
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void shouldDoWhatAHashMapDoes() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("bytes off heap: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        for (int keyBytes : new int[] {2, 3, 40}) {
            Map<ByteBuffer, ByteBuffer> model = new HashMap<>();
            try (MemoryWriter m = board.borrow()) {
                Handle<BytesMap> handle = m.allocateBytesMap(0);
                BytesMap map = m.bytesMap(handle);
                for (int step = 0; step < 10_000; step++) {
                    byte[] key = bytes(random, keyBytes);
                    byte[] value = bytes(random, step % 100 == 0 ? 5_000 : 20);
                    ByteBuffer before = model.get(ByteBuffer.wrap(key));
                    switch (random.nextInt(4)) {
                        case 0, 1 -> {
                            assertThat(map.put(key, value)).as("seed %s", seed).isEqualTo(before == null);
                            model.put(ByteBuffer.wrap(key), ByteBuffer.wrap(value));
                        }
                        case 2 -> {
                            assertThat(map.remove(key)).as("seed %s", seed).isEqualTo(before != null);
                            model.remove(ByteBuffer.wrap(key));
                        }
                        default -> {
                            byte[] found = map.get(key);
                            assertThat(found == null ? null : ByteBuffer.wrap(found))
                                    .as("seed %s", seed)
                                    .isEqualTo(before);
                            assertThat(map.containsKey(key)).as("seed %s", seed).isEqualTo(before != null);
                        }
                    }
                    assertThat(map.size()).as("seed %s", seed).isEqualTo(model.size());
                }
                assertThat(contents(map)).as("seed %s", seed).isEqualTo(model);
                assertThat(m.verify()).as("seed %s", seed).isEmpty();
                m.free(handle);
                assertThat(m.statistics().usedBlocks()).as("seed %s", seed).isZero();
            }
        }
    }

    private static Map<ByteBuffer, ByteBuffer> contents(BytesMap map) {
        Map<ByteBuffer, ByteBuffer> contents = new HashMap<>();
        map.forEach((key, value) -> assertThat(contents.put(ByteBuffer.wrap(key), ByteBuffer.wrap(value)))
                .isNull());
        return contents;
    }

    @Test
    void shouldTellKeysApartThatHaveTheSameHash() {
        Random random = new Random(1);
        Map<Integer, byte[]> byHash = new HashMap<>();
        byte[] one = null;
        byte[] other = new byte[0];
        while (one == null) {
            other = new byte[8];
            random.nextBytes(other);
            one = byHash.put(BytesMap.hash(other), other);
        }
        try (MemoryWriter m = board.borrow()) {
            BytesMap map = m.bytesMap(m.allocateBytesMap(0));
            map.put(one, new byte[] {1});
            assertThat(map.containsKey(other)).isFalse();
            assertThat(map.remove(other)).isFalse();
            map.put(other, new byte[] {2, 2});
            assertThat(map.get(one)).containsExactly(1);
            assertThat(map.get(other)).containsExactly(2, 2);
            assertThat(map.remove(one)).isTrue();
            assertThat(map.get(other)).containsExactly(2, 2);
            assertThat(map.size()).isEqualTo(1);
        }
    }

    @Test
    void shouldDoWhatAnArrayDequeDoes() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("queue off heap: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        ArrayDeque<ByteBuffer> model = new ArrayDeque<>();
        try (MemoryWriter m = board.borrow()) {
            Handle<BytesQueue> handle = m.allocateBytesQueue();
            BytesQueue queue = m.bytesQueue(handle);
            for (int step = 0; step < 20_000; step++) {
                if (random.nextInt(100) < (step / 1_000 % 2 == 0 ? 60 : 40)) {
                    byte[] item = bytes(random, step % 200 == 0 ? 10_000 : 100);
                    queue.add(item);
                    model.add(ByteBuffer.wrap(item));
                } else {
                    byte[] first = queue.peek();
                    byte[] item = queue.poll();
                    assertThat(item).as("seed %s", seed).isEqualTo(first);
                    assertThat(item == null ? null : ByteBuffer.wrap(item))
                            .as("seed %s", seed)
                            .isEqualTo(model.poll());
                }
                assertThat(queue.size()).as("seed %s", seed).isEqualTo(model.size());
            }
            assertThat(m.verify()).as("seed %s", seed).isEmpty();
            m.free(handle);
            assertThat(m.statistics().usedBlocks()).as("seed %s", seed).isZero();
        }
    }

    @Test
    void shouldVisitTheItemsOfAQueueInOrder() {
        try (MemoryWriter m = board.borrow()) {
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            queue.forEach(item -> assertThat(item).isNull());
            ArrayDeque<ByteBuffer> model = new ArrayDeque<>();
            for (int i = 0; i < 400; i++) {
                byte[] item = new byte[i % 100 == 7 ? 6_000 : 1 + i % 60];
                item[0] = (byte) i;
                queue.add(item);
                model.add(ByteBuffer.wrap(item));
                if (i % 3 == 0) {
                    queue.poll();
                    model.remove();
                }
            }
            ArrayDeque<ByteBuffer> seen = new ArrayDeque<>();
            queue.forEach(item -> seen.add(ByteBuffer.wrap(item)));
            assertThat(seen).containsExactlyElementsOf(model);
            // As many items as before, and yet others.
            assertThatThrownBy(() -> queue.forEach(item -> {
                        queue.poll();
                        queue.add(new byte[1]);
                    }))
                    .isInstanceOf(ConcurrentModificationException.class)
                    .hasMessageContaining("queue was changed while it was walked: queue=BytesQueue(");
            assertThat(queue.size()).isEqualTo(model.size());
        }
    }

    private static List<byte[]> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new byte[i % 100 == 7 ? 6_000 : i % 60])
                .toList();
    }

    @Test
    void shouldAddAndTakeManyItemsOfAQueueInOrder() {
        try (MemoryWriter m = board.borrow()) {
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            List<byte[]> taken = new ArrayList<>();
            assertThat(queue.drainTo(taken)).isZero();
            queue.addAll(List.of());
            assertThat(queue.isEmpty()).isTrue();
            queue.addAll(items(400));
            assertThat(queue.size()).isEqualTo(400);
            assertThat(queue.drainTo(taken, 0)).isZero();
            assertThat(queue.drainTo(taken, 150)).isEqualTo(150);
            assertThat(queue.size()).isEqualTo(250);
            assertThat(queue.drainTo(taken)).isEqualTo(250);
            assertThat(taken).containsExactlyElementsOf(items(400));
            assertThat(queue.poll()).isNull();
            assertThat(m.verify()).isEmpty();
            assertThatThrownBy(() -> queue.drainTo(taken, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("number of items is negative: most=-1; use 0 or more");
        }
    }

    @Test
    void shouldKeepTheItemsThatASinkRefuses() {
        try (MemoryWriter m = board.borrow()) {
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            queue.addAll(items(5));
            assertThatThrownBy(() -> queue.drainTo(List.of())).isInstanceOf(UnsupportedOperationException.class);
            assertThat(queue.size()).isEqualTo(5);
            // A sink that takes an item itself.
            assertThatThrownBy(() -> queue.drainTo(new AbstractCollection<byte[]>() {
                        @Override
                        public boolean add(byte[] item) {
                            return queue.poll() != null;
                        }

                        @Override
                        public Iterator<byte[]> iterator() {
                            return Collections.emptyIterator();
                        }

                        @Override
                        public int size() {
                            return 0;
                        }
                    }))
                    .isInstanceOf(ConcurrentModificationException.class);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldAddTheFirstOfManyItemsIfThereIsNoRoomForAll() {
        try (SharedArena small = SharedArena.inMemory("small", 1 << 15);
                MemoryWriter m = small.borrow()) {
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            List<byte[]> many = items(2_000);
            assertThatThrownBy(() -> queue.addAll(many)).isInstanceOf(ArenaFullException.class);
            List<byte[]> taken = new ArrayList<>();
            queue.drainTo(taken);
            assertThat(taken).isNotEmpty().containsExactlyElementsOf(many.subList(0, taken.size()));
            assertThat(m.verify()).isEmpty();
        }
    }

    /** Filled and emptied for long, a queue takes no more memory than what is in it. */
    @Test
    void shouldFreeWhatWasRead() {
        try (SharedArena small = SharedArena.inMemory("small", 1 << 15);
                MemoryWriter m = small.borrow()) {
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            for (int i = 0; i < 10_000; i++) {
                queue.add(new byte[100]);
                queue.add(new byte[100]);
                assertThat(queue.poll()).hasSize(100);
                assertThat(queue.poll()).hasSize(100);
            }
            assertThat(queue.poll()).isNull();
            assertThat(queue.isEmpty()).isTrue();
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldTakeALargeItemAfterASmallOneWasRead() {
        try (MemoryWriter m = board.borrow()) {
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            queue.add(new byte[1]);
            assertThat(queue.poll()).hasSize(1);
            queue.add(new byte[10_000]);
            queue.add(new byte[2]);
            assertThat(queue.poll()).hasSize(10_000);
            assertThat(queue.poll()).hasSize(2);
            assertThat(queue.poll()).isNull();
            assertThat(m.statistics().usedBlocks()).isEqualTo(2);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldStayAsTheyAreIfThereIsNoRoom() {
        try (SharedArena small = SharedArena.inMemory("small", 1 << 15);
                MemoryWriter m = small.borrow()) {
            BytesMap map = m.bytesMap(m.allocateBytesMap(0));
            BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
            queue.add(new byte[] {7});
            int[] entries = {0};
            assertThatThrownBy(() -> {
                        while (true) {
                            map.put(new byte[] {(byte) entries[0], (byte) (entries[0] >> 8)}, new byte[50]);
                            entries[0]++;
                        }
                    })
                    .isInstanceOf(ArenaFullException.class);
            assertThatThrownBy(() -> queue.add(new byte[5_000])).isInstanceOf(ArenaFullException.class);

            assertThat(map.size()).isEqualTo(entries[0]).isGreaterThan(100);
            assertThat(contents(map)).hasSize(entries[0]);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.poll()).containsExactly(7);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldBeChangedByWritersOnlyAndDieWithTheBorrow() {
        byte[] key = {1};
        Handle<BytesMap> mapHandle;
        Handle<BytesQueue> queueHandle;
        BytesMap keptMap;
        BytesQueue keptQueue;
        try (MemoryWriter m = board.borrow()) {
            mapHandle = m.allocateBytesMap(0);
            queueHandle = m.allocateBytesQueue();
            keptMap = m.bytesMap(mapHandle);
            keptQueue = m.bytesQueue(queueHandle);
            keptMap.put(key, key);
            keptQueue.add(key);
        }
        assertThatThrownBy(() -> keptMap.get(key)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> keptMap.put(key, key)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(keptQueue::poll).isInstanceOf(BorrowClosedException.class);
        try (MemoryReader m = board.borrowShared()) {
            BytesMap map = m.bytesMap(mapHandle);
            BytesQueue queue = m.bytesQueue(queueHandle);
            assertThat(map.get(key)).containsExactly(1);
            assertThat(queue.peek()).containsExactly(1);
            assertThatThrownBy(() -> map.put(key, key)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> map.remove(key)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(map::clear).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> queue.add(key)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(queue::poll).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(queue::clear).isInstanceOf(AccessModeException.class);
        }
        try (MemoryWriter m = board.borrow()) {
            BytesMap map = m.bytesMap(mapHandle);
            BytesQueue queue = m.bytesQueue(queueHandle);
            assertThatThrownBy(() -> map.forEach((k, v) -> map.put(new byte[] {9, 9}, v)))
                    .isInstanceOf(ConcurrentModificationException.class);
            m.free(mapHandle);
            m.free(queueHandle);
            assertThatThrownBy(() -> map.get(key)).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(queue::peek).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> m.allocateBytesMap(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThat(m.statistics().usedBlocks()).isZero();
        }
    }

    /** Whatever its blocks contain: an exception that says so, or an answer, and it comes to an end. */
    @Test
    void shouldSurviveGarbageInItsBlocks() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("bytes off heap: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            try (SharedArena small = SharedArena.inMemory("small", 1 << 15);
                    MemoryWriter m = small.borrow()) {
                BytesMap map = m.bytesMap(m.allocateBytesMap(0));
                BytesQueue queue = m.bytesQueue(m.allocateBytesQueue());
                LongLongMap longs = m.longLongMap(m.allocateLongLongMap(0));
                for (int i = 0; i < 50; i++) {
                    map.put(bytes(random, 10), bytes(random, 10));
                    queue.add(bytes(random, 10));
                    longs.put(random.nextInt(100), i);
                }
                for (int i = 0; i < 20; i++) {
                    int at = HeapDescriptor.BLOCKS + 8 * random.nextInt(1_000);
                    small.memory()
                            .segments()
                            .putLong(at, random.nextBoolean() ? random.nextLong() : random.nextInt(10_000));
                }
                use(seed, () -> map.get(bytes(random, 10)));
                use(seed, () -> map.put(bytes(random, 10), bytes(random, 10)));
                use(seed, () -> map.forEach((key, value) -> {}));
                use(seed, queue::poll);
                use(seed, () -> queue.add(bytes(random, 10)));
                use(seed, () -> queue.forEach(item -> {}));
                use(seed, () -> longs.get(random.nextInt(100), 0));
                use(seed, () -> longs.put(random.nextInt(100), 0));
                use(seed, () -> longs.remove(random.nextInt(100)));
                use(seed, () -> longs.forEach((key, value) -> {}));
                assertThat(m.verify()).as("seed %s", seed).isNotNull();
            }
        }
    }

    private static void use(long seed, Runnable use) {
        try {
            use.run();
        } catch (ArenaException e) {
            assertThat(e).as("seed %s", seed).hasMessageContaining(": ");
        }
    }
}
