package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Arena;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.ArenaLocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A death at every store: random holds run in memory that remembers its stores; then, for every number of them, the memory as
 * it was after so many is recovered as if its process had died there, and must hold what the last committed hold had left.
 */
class JournalReplayTest {
    private static final long SEED = Long.getLong("arenas.test.seed", new SplittableRandom().nextLong());
    private static final int SEGMENTS = 3;
    private static final int JOURNALS = 4;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final StoreLog log = new StoreLog();

    /** What the arena held at each even value of the write sequence. */
    private final Map<Long, List<String>> committed = new HashMap<>();

    /** A file without the file. */
    private static final class Recorded implements Storage {
        private final StoreLog log;
        private final Journal journal;

        Recorded(StoreLog log) {
            this.log = log;
            this.journal = new Journal(List.of(log.get(SEGMENTS)), this::moreJournal);
        }

        private int journals = 1;

        private UnsafeBuffer moreJournal(long bytes) throws IOException {
            if (journals == JOURNALS) {
                throw new IOException("the disk is full");
            }
            return log.get(SEGMENTS + journals++);
        }

        @Override
        public UnsafeBuffer add(int number, long bytes) throws IOException {
            if (number >= SEGMENTS) {
                throw new IOException("the disk is full");
            }
            return log.get(number);
        }

        @Override
        public Journal journal() {
            return journal;
        }

        @Override
        public boolean outlivesProcess() {
            return true;
        }

        @Override
        public void beforeFirstChange() {}

        @Override
        public void endOfHold() {}

        @Override
        public void free(Iterable<UnsafeBuffer> segments, boolean atOnce) {}
    }

    private static SharedArena open(StoreLog memory, Storage storage) {
        Arena arena = Arena.create("replayed");
        ArenaLock lock = ArenaLocks.withId(arena.id());
        int count = (int) memory.get(0).getLong(HeapDescriptor.SEGMENTS);
        List<UnsafeBuffer> segments =
                IntStream.range(0, count).mapToObj(memory::get).toList();
        Memory core = new Memory(new Segments("replayed", segments, storage.journal()), 1 << 20, lock, storage);
        lock.accompany(core::free);
        return new SharedArena(arena, lock, core, null);
    }

    @Test
    void shouldHoldWhatWasCommittedLastWhereverItsProcessDies() {
        int[] sizes = {16384, 16384, 65536};
        for (int size : sizes) {
            log.buffer(size);
        }
        for (int size : new int[] {4096, 16384, 65536, 65536}) {
            log.buffer(size);
        }
        Heap.format(new Segments("new", List.of(log.get(0)), null), 42);
        log.begin();
        try (SharedArena arena = open(log, new Recorded(log))) {
            remember(arena);
            for (int i = 0; i < 40; i++) {
                try (MemoryWriter m = arena.borrow()) {
                    int steps = random.nextInt(1, 12);
                    for (int step = 0; step < steps; step++) {
                        act(m);
                    }
                }
                remember(arena);
            }
        }
        assertThat(log.size()).isGreaterThan(2_000);
        int[] undone = new int[1];
        log.replay(1, (stores, memory) -> undone[0] += recoverAndCheck(stores, memory, stores % 211 == 0) ? 1 : 0);
        assertThat(undone[0]).as("deaths in the middle").isGreaterThan(log.size() / 2);
    }

    private void act(MemoryWriter m) {
        try {
            change(m);
        } catch (org.arenas.error.ArenaFullException | java.io.UncheckedIOException e) {
            // What did not succeed is not there, or is undone with the hold: the comparison tells.
        }
    }

    private void change(MemoryWriter m) {
        int key = random.nextInt(40);
        switch (random.nextInt(8)) {
            case 0 -> m.longLongMap(longs(m)).put(random.nextInt(200), key);
            case 1 -> m.longLongMap(longs(m)).remove(random.nextInt(200));
            case 2 -> m.bytesMap(bytes(m)).put(new byte[] {(byte) key}, new byte[random.nextInt(300)]);
            case 3 -> m.bytesMap(bytes(m)).remove(new byte[] {(byte) key});
            case 4 -> add(m.bytesQueue(queue(m)));
            case 5 -> m.bytesQueue(queue(m)).drainTo(new ArrayList<>(), random.nextInt(1, 4));
            case 6 -> m.longArray(array(m)).set(random.nextInt(500), key);
            default -> {
                Handle<String> old = m.findRoot("text");
                m.setRoot("text", m.allocate("x".repeat(random.nextInt(2_000))));
                if (old != null) {
                    m.free(old);
                }
            }
        }
    }

    private void add(BytesQueue queue) {
        byte[] item = new byte[random.nextInt(200)];
        if (random.nextBoolean()) {
            queue.add(item);
        } else {
            queue.addAll(List.of(item, new byte[random.nextInt(200)], item));
        }
    }

    private static Handle<LongLongMap> longs(MemoryWriter m) {
        Handle<LongLongMap> found = m.findRoot("longs");
        return found != null ? found : root(m, "longs", m.allocateLongLongMap(4));
    }

    private static Handle<BytesMap> bytes(MemoryWriter m) {
        Handle<BytesMap> found = m.findRoot("bytes");
        return found != null ? found : root(m, "bytes", m.allocateBytesMap(4));
    }

    private static Handle<BytesQueue> queue(MemoryWriter m) {
        Handle<BytesQueue> found = m.findRoot("queue");
        return found != null ? found : root(m, "queue", m.allocateBytesQueue());
    }

    private static Handle<LongArray> array(MemoryWriter m) {
        Handle<LongArray> found = m.findRoot("array");
        return found != null ? found : root(m, "array", m.allocateLongArray(500));
    }

    private static <T> Handle<T> root(MemoryWriter m, String name, Handle<T> handle) {
        m.setRoot(name, handle);
        return handle;
    }

    private void remember(SharedArena arena) {
        committed.put(arena.memory().sequence(), content(arena));
    }

    /** All that can be asked for. */
    private static List<String> content(SharedArena arena) {
        List<String> content = new ArrayList<>();
        try (MemoryReader m = arena.borrowShared()) {
            assertThat(m.verify()).isEmpty();
            content.add(m.roots().toString());
            content.add("used " + m.statistics().usedBytes());
            @Nullable Handle<LongLongMap> longs = m.findRoot("longs");
            if (longs != null) {
                m.longLongMap(longs).forEach((key, value) -> content.add(key + "=" + value));
            }
            @Nullable Handle<BytesMap> bytes = m.findRoot("bytes");
            if (bytes != null) {
                m.bytesMap(bytes).forEach((key, value) -> content.add(key[0] + ":" + value.length));
            }
            @Nullable Handle<BytesQueue> queue = m.findRoot("queue");
            if (queue != null) {
                byte[] first = m.bytesQueue(queue).peek();
                content.add(m.bytesQueue(queue).size() + " queued, first " + (first == null ? -1 : first.length));
            }
            @Nullable Handle<LongArray> array = m.findRoot("array");
            if (array != null) {
                content.add("sum " + m.longArray(array).sum());
            }
            @Nullable Handle<String> text = m.findRoot("text");
            if (text != null) {
                content.add("text " + m.string(text).length());
            }
        }
        return content;
    }

    /** {@return whether there was something to undo} */
    private boolean recoverAndCheck(int stores, StoreLog memory, boolean dieAgain) {
        long sequence = memory.get(0).getLong(HeapDescriptor.SEQUENCE);
        boolean odd = isOdd(sequence);
        String when = "seed=" + SEED + ", stores=" + stores + ", sequence=" + sequence;
        if (odd) {
            if (dieAgain) {
                memory.begin();
            }
            recover(memory);
            if (dieAgain) {
                memory.replay(3, (more, again) -> {
                    long now = again.get(0).getLong(HeapDescriptor.SEQUENCE);
                    if (isOdd(now)) {
                        recover(again);
                    }
                    check(again, sequence - 1, when + ", and again after " + more);
                });
            }
        }
        check(memory, odd ? sequence - 1 : sequence, when);
        return odd;
    }

    private static boolean isOdd(long sequence) {
        return (sequence & 1) != 0;
    }

    private static void recover(StoreLog memory) {
        Segments all = new Segments(
                "dead", IntStream.range(0, SEGMENTS).mapToObj(memory::get).toList(), null);
        List<UnsafeBuffer> journals = IntStream.range(SEGMENTS, SEGMENTS + JOURNALS)
                .mapToObj(memory::get)
                .toList();
        Journal journal = new Journal(journals, bytes -> {
            throw new IOException("nothing is kept here");
        });
        AtomicBoolean counted = new AtomicBoolean();
        Recovery.undo(all, journal, () -> counted.set(isOdd(all.getLong(HeapDescriptor.SEQUENCE))));
        assertThat(isOdd(all.getLong(HeapDescriptor.SEQUENCE))).isFalse();
        assertThat(counted).as("counted before the memory is whole").isTrue();
    }

    private void check(StoreLog memory, long sequence, String when) {
        try (SharedArena arena = open(memory, new DirectStorage())) {
            assertThat(content(arena)).as(when).isEqualTo(committed.get(sequence));
        } catch (RuntimeException e) {
            throw new AssertionError(when, e);
        }
    }
}
