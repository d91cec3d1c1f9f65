package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.arenas.error.ArenaFullException;
import org.arenas.testing.RandomPrograms;
import org.junit.jupiter.api.Test;

/**
 * All collections and the roots in one arena that is soon full, against those of java.util. Whatever fails for lack of room
 * leaves everything as it was, but for the first ones of many items, and nothing is ever lost.
 */
class CollectionsModelTest {
    @Test
    void shouldDoWhatTheirTwinsDo() {
        RandomPrograms.run("collections", 30, 800, World::new);
    }

    private static final class World implements RandomPrograms.Subject {
        private static final int CHECK_EVERY = 8;

        private final SharedArena board = SharedArena.inMemory("board", 1 << 13, 1 << 16);
        private MemoryWriter m = board.borrow();
        private final Handle<LongLongMap> longHandle = m.allocateLongLongMap(0);
        private final Handle<BytesMap> bytesHandle = m.allocateBytesMap(0);
        private final Handle<BytesQueue> queueHandle = m.allocateBytesQueue();

        private final Map<Long, Long> longs = new HashMap<>();
        private final TreeMap<ByteBuffer, ByteBuffer> bytes = new TreeMap<>();
        private final ArrayDeque<ByteBuffer> queue = new ArrayDeque<>();
        private final Map<String, Handle<?>> roots = new TreeMap<>();
        private final List<Handle<byte[]>> ballast = new ArrayList<>();
        private int steps;

        World() {
            root("longs", longHandle);
            root("bytes", bytesHandle);
            root("queue", queueHandle);
        }

        @Override
        public String step(Random random) {
            String done;
            try {
                done = switch (random.nextInt(12)) {
                    case 0, 1, 2 -> longMap(random);
                    case 3, 4, 5, 6 -> bytesMap(random);
                    case 7, 8 -> queue(random);
                    case 9 -> roots(random);
                    case 10 -> ballast(random);
                    default -> anotherBorrow();
                };
                if (++steps % CHECK_EVERY == 0) {
                    checkAll();
                }
            } catch (ArenaFullException e) {
                checkAll();
                done = "full: " + e.getMessage();
            }
            assertThat(m.verify()).isEmpty();
            return done;
        }

        private String longMap(Random random) {
            LongLongMap map = m.longLongMap(longHandle);
            long key = (long) random.nextInt(2_000) << (random.nextBoolean() ? 0 : 32);
            long value = random.nextInt(10);
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    map.put(key, value);
                    longs.put(key, value);
                }
                case 4 -> {
                    assertThat(map.add(key, value)).isEqualTo(longs.getOrDefault(key, 0L) + value);
                    longs.merge(key, value, Long::sum);
                }
                case 5, 6 -> {
                    long present = longs.isEmpty() || random.nextInt(5) == 0
                            ? key
                            : longs.keySet().iterator().next();
                    assertThat(map.remove(present)).isEqualTo(longs.remove(present) != null);
                }
                default -> {
                    if (random.nextInt(30) == 0) {
                        map.clear();
                        longs.clear();
                    }
                }
            }
            assertThat(map.get(key, -1)).isEqualTo(longs.getOrDefault(key, -1L));
            assertThat(map.size()).isEqualTo(longs.size());
            return "long map " + key;
        }

        private static byte[] some(Random random, int most) {
            byte[] some = new byte[random.nextInt(most)];
            random.nextBytes(some);
            return some;
        }

        private String bytesMap(Random random) {
            BytesMap map = m.bytesMap(bytesHandle);
            byte[] key = some(random, 3);
            ByteBuffer k = ByteBuffer.wrap(key);
            if (!bytes.isEmpty() && random.nextInt(3) == 0) {
                k = bytes.ceilingKey(k) == null ? bytes.firstKey() : bytes.ceilingKey(k);
                key = k.array();
            }
            switch (random.nextInt(6)) {
                case 0, 1, 2, 3 -> {
                    byte[] value = some(random, random.nextInt(50) == 0 ? 3_000 : 60);
                    assertThat(map.put(key, value)).isEqualTo(!bytes.containsKey(k));
                    bytes.put(k, ByteBuffer.wrap(value));
                }
                case 4 -> assertThat(map.remove(key)).isEqualTo(bytes.remove(k) != null);
                default -> {
                    if (random.nextInt(30) == 0) {
                        map.clear();
                        bytes.clear();
                    }
                }
            }
            byte[] found = map.get(key);
            assertThat(found == null ? null : ByteBuffer.wrap(found)).isEqualTo(bytes.get(k));
            assertThat(map.containsKey(key)).isEqualTo(bytes.containsKey(k));
            return "bytes map " + k;
        }

        private String queue(Random random) {
            BytesQueue items = m.bytesQueue(queueHandle);
            if (random.nextInt(5) < 3) {
                byte[] item = some(random, random.nextInt(10) == 0 ? 6_000 : 300);
                items.add(item);
                queue.add(ByteBuffer.wrap(item));
                return "add " + item.length;
            }
            if (random.nextInt(20) == 0) {
                return queueMany(items, random);
            }
            byte[] item = items.poll();
            assertThat(item == null ? null : ByteBuffer.wrap(item)).isEqualTo(queue.poll());
            return "poll";
        }

        private String queueMany(BytesQueue items, Random random) {
            List<byte[]> many = new ArrayList<>();
            if (random.nextBoolean()) {
                for (int i = random.nextInt(40); i > 0; i--) {
                    many.add(some(random, random.nextInt(20) == 0 ? 6_000 : 300));
                }
                try {
                    items.addAll(many);
                } finally {
                    // Without room for all, the first ones are there.
                    int added = (int) items.size() - queue.size();
                    many.subList(0, added).forEach(item -> queue.add(ByteBuffer.wrap(item)));
                }
                return "add all " + many.size();
            }
            int most = random.nextInt(40);
            assertThat(items.drainTo(many, most)).isEqualTo(many.size()).isEqualTo(Math.min(most, queue.size()));
            many.forEach(item -> assertThat(ByteBuffer.wrap(item)).isEqualTo(queue.poll()));
            return "drain " + many.size();
        }

        private String roots(Random random) {
            String name = "root " + random.nextInt(30);
            if (random.nextBoolean() && !ballast.isEmpty()) {
                root(name, ballast.get(random.nextInt(ballast.size())));
            } else {
                assertThat(m.removeRoot(name)).isEqualTo(roots.remove(name) != null);
            }
            return name;
        }

        private void root(String name, Handle<?> handle) {
            m.setRoot(name, handle);
            roots.put(name, handle);
        }

        /** Blocks of any size, freed from time to time: what the collections have to live beside. */
        private String ballast(Random random) {
            if (ballast.isEmpty() || random.nextInt(3) > 0) {
                ballast.add(m.allocateBytes(random.nextInt(random.nextInt(5) == 0 ? 8_000 : 500)));
                return "ballast";
            }
            Handle<byte[]> freed = ballast.remove(random.nextInt(ballast.size()));
            // If there is a root that leads to it, that leads nowhere from now on.
            m.free(freed);
            return "less ballast";
        }

        private String anotherBorrow() {
            m.close();
            m = board.borrow();
            return "another borrow";
        }

        private void checkAll() {
            assertThat(m.longLongMap(longHandle).asMap()).isEqualTo(longs);
            assertThat(m.longLongMap(longHandle).size()).isEqualTo(longs.size());
            TreeMap<ByteBuffer, ByteBuffer> found = new TreeMap<>();
            m.bytesMap(bytesHandle)
                    .forEach((key, value) -> assertThat(found.put(ByteBuffer.wrap(key), ByteBuffer.wrap(value)))
                            .isNull());
            assertThat(found).isEqualTo(bytes);
            assertThat(m.bytesMap(bytesHandle).size()).isEqualTo(bytes.size());
            List<ByteBuffer> items = new ArrayList<>();
            m.bytesQueue(queueHandle).forEach(item -> items.add(ByteBuffer.wrap(item)));
            assertThat(items).containsExactlyElementsOf(queue);
            assertThat(m.bytesQueue(queueHandle).size()).isEqualTo(queue.size());
            Map<String, Handle<?>> named = new TreeMap<>();
            m.roots().forEach(root -> named.put(root.name(), root.handle()));
            assertThat(named).isEqualTo(roots);
            checkLeaks();
        }

        private void checkLeaks() {
            List<Handle<?>> lost = new ArrayList<>(ballast);
            lost.removeAll(roots.values());
            List<Handle<?>> leaks = new ArrayList<>();
            m.findLeaks().leaks().forEach(leak -> leaks.add(leak.handle()));
            assertThat(leaks).containsExactlyInAnyOrderElementsOf(lost);
        }

        @Override
        public void close() {
            try {
                m.free(longHandle);
                m.free(bytesHandle);
                m.free(queueHandle);
                ballast.forEach(m::free);
                // The directory of roots is all that is left.
                assertThat(m.statistics().usedBlocks()).isOne();
                assertThat(m.verify()).isEmpty();
            } finally {
                m.close();
                board.close();
            }
        }
    }
}
