package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaException;
import org.arenas.error.ArenaFileException;
import org.arenas.testing.CapturedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory that is not what was written: every operation ends, soon, with an answer or an exception of the library; none reads
 * or writes where it has no reason to, and none makes an object of a size that only damaged bytes speak of. Another number of
 * cases with {@code -Darenas.test.damages}, the same ones again with {@code -Darenas.test.seed}.
 */
@Timeout(300)
class DamagedMemoryTest {
    private static final int STEPS = 12;
    private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long MOST_ALLOCATED = 32L << 20;
    private static final List<String> ARRAYS = List.of("longs", "ints", "doubles", "octets");

    private final long seed = Long.getLong("arenas.test.seed", System.nanoTime());
    private final int cases = Integer.getInteger("arenas.test.damages", 20_000);
    private final Random random = new Random(seed);
    private final DamagedMemory memory = new DamagedMemory();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private String doing = "";
    private long seen;

    @TempDir
    Path folder;

    /** What a case does to an arena. */
    private interface Case {
        void run() throws IOException;
    }

    private void repeat(int times, Case one) {
        System.out.println("damaged memory: -Darenas.test.seed=" + seed);
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            long allocated = allocatedBytes();
            try {
                one.run();
                assertThat(System.nanoTime() - begun).isLessThan(MOST_NANOS);
                assertThat(allocatedBytes() - allocated).isLessThan(MOST_ALLOCATED);
            } catch (Throwable e) {
                throw new AssertionError("case " + i + " of -Darenas.test.seed=" + seed + ", " + doing, e);
            }
        }
        System.out.println("damaged memory: " + outcomes);
        assertThat(seen).isPositive();
        assertThat(outcomes).containsKeys("ArenaDamagedException", "answer");
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void shouldAnswerOrSayWhatIsDamaged() {
        try (SharedArena arena = SharedArena.inMemory("damaged", DamagedMemory.BYTES, DamagedMemory.MAXIMUM)) {
            try (MemoryWriter m = arena.borrow()) {
                memory.learn(m, DamagedMemory.fill(m));
            }
            UnsafeBuffer segment = arena.memory().segments().segment(0);
            repeat(cases, () -> {
                byte[] damaged = memory.damaged(random);
                arena.memory().segments().truncate(1);
                segment.putBytes(0, damaged);
                use(arena);
                assertThat(memory.leavesBystanders(damaged, segment))
                        .as("written where nothing leads to")
                        .isTrue();
            });
        }
    }

    /** The same through a file, with its journal. */
    @Test
    void shouldAnswerOrSayWhatIsDamagedInAFile() throws IOException {
        Path data = folder.resolve("damaged.data");
        try (SharedArena model = SharedArena.create(
                        data, FileOptions.of(DamagedMemory.BYTES).maximum(DamagedMemory.MAXIMUM));
                MemoryWriter m = model.borrow()) {
            memory.learn(m, DamagedMemory.fill(m));
        }
        byte[] whole = Files.readAllBytes(data);
        int begin = whole.length - DamagedMemory.BYTES;
        repeat(cases / 50, () -> {
            byte[] damaged = memory.damaged(random);
            byte[] file = whole.clone();
            System.arraycopy(damaged, 0, file, begin, damaged.length);
            if (random.nextInt(4) == 0) {
                damageJournal(file);
            }
            overwrite(data, file);
            try (CapturedLog log = CapturedLog.of("org.arenas.offheap");
                    SharedArena arena = SharedArena.open(data, Duration.ofSeconds(1))) {
                use(arena);
                see(log.messages());
            } catch (ArenaException e) {
                count(e);
            }
            if (random.nextInt(4) == 0) {
                repair(data);
            }
        });
    }

    private void damageJournal(byte[] file) {
        UnsafeBuffer bytes = new UnsafeBuffer(file);
        int journal = FileLayout.HEAD_BYTES;
        bytes.putLong(journal + Journal.TAIL, random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(400));
        bytes.putInt(journal + random.nextInt(400), random.nextInt(300));
    }

    private static void overwrite(Path data, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest, rest.position());
            }
            channel.truncate(bytes.length);
        }
    }

    /** What is repaired is whole. */
    private void repair(Path data) throws IOException {
        doing = "repair";
        try {
            if (SharedArena.repair(data).usable()) {
                try (SharedArena arena = SharedArena.open(data);
                        MemoryReader m = arena.borrowShared()) {
                    assertThat(m.verify()).isEmpty();
                }
            }
        } catch (ArenaFileException e) {
            count(e);
        }
    }

    // ---------------------------------------------------------------- every operation

    private void use(SharedArena arena) {
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(3) == 0) {
                attempt(() -> {
                    try (MemoryReader m = arena.borrowShared()) {
                        read(m);
                    }
                });
            } else {
                attempt(() -> {
                    try (MemoryWriter m = arena.borrow()) {
                        write(m);
                    }
                });
            }
        }
    }

    private void attempt(Runnable operation) {
        try {
            operation.run();
            outcomes.merge("answer", 1, Integer::sum);
        } catch (ArenaException | NoSuchElementException | UncheckedIOException e) {
            count(e);
        }
    }

    private void count(RuntimeException e) {
        outcomes.merge(e.getClass().getSimpleName(), 1, Integer::sum);
    }

    private void read(MemoryReader m) {
        int choice = random.nextInt(13);
        doing = "read " + choice;
        switch (choice) {
            case 0 -> see(m.longLongMap(m.root("counts")).size());
            case 1 -> see(m.longLongMap(m.root("counts")).get(31L * random.nextInt(50), -1));
            case 2 -> m.longLongMap(m.root("counts")).forEach((key, value) -> see(value));
            case 3 -> see(m.bytesMap(m.root("names")).get(key()));
            case 4 -> m.bytesMap(m.root("names")).forEach((key, value) -> see(value));
            case 5 -> m.bytesQueue(m.root("jobs")).forEach(this::see);
            case 6 -> see(m.bytesQueue(m.root("jobs")).peek());
            case 7 -> see(m.roots());
            case 8 -> see(m.verify());
            case 9 -> see(m.statistics());
            case 10 -> see(m.findLeaks());
            case 11 -> m.roots().forEach(root -> see(m.describe(root.handle(), random.nextInt(30))));
            default -> readSimple(m);
        }
    }

    private void readSimple(MemoryReader m) {
        see(m.string(m.root("motto")));
        see(m.bytes(m.root("bytes")));
        see(m.read(DamagedMemory.LAYOUT, m.root("tick")));
        DirectBuffer buffer = m.buffer(m.root("bytes"));
        see(buffer.capacity() == 0 ? 0 : buffer.getByte(buffer.capacity() - 1));
        see(m.longArray(m.root("longs")).sum());
        see(m.intArray(m.root("ints")).sum());
        see(m.doubleArray(m.root("doubles")).sum());
        see(m.byteArray(m.root("octets")).sum());
    }

    private void see(@Nullable Object answer) {
        seen += answer == null ? 1 : 2;
    }

    private void write(MemoryWriter m) {
        int choice = random.nextInt(14);
        doing = "write " + choice;
        switch (choice) {
            case 0 -> m.longLongMap(m.root("counts")).put(random.nextInt(200), 1);
            case 1 -> m.longLongMap(m.root("counts")).remove(31L * random.nextInt(50));
            case 2 -> m.longLongMap(m.root("counts")).clear();
            case 3 -> m.bytesMap(m.root("names")).put(key(), new byte[random.nextInt(60)]);
            case 4 -> m.bytesMap(m.root("names")).remove(key());
            case 5 -> m.bytesMap(m.root("names")).clear();
            case 6 -> m.bytesQueue(m.root("jobs")).add(new byte[random.nextInt(500)]);
            case 7 -> m.bytesQueue(m.root("jobs")).poll();
            case 8 -> m.bytesQueue(m.root("jobs")).clear();
            case 9 -> m.allocate(new byte[random.nextInt(5) == 0 ? random.nextInt(60_000) : random.nextInt(300)]);
            case 10 -> m.free(m.root(any()));
            case 11 -> m.setRoot("new " + random.nextInt(3), m.allocateBytes(random.nextInt(100)));
            case 12 -> m.removeRoot(any());
            default -> fill(m);
        }
    }

    private void fill(MemoryWriter m) {
        m.longArray(m.root("longs")).fill(3);
        m.intArray(m.root("ints")).fill(3);
        m.write(DamagedMemory.LAYOUT, m.root("tick"), new DamagedMemory.Tick("X", 2));
        m.free(m.allocate(DamagedMemory.LAYOUT, new DamagedMemory.Tick("Y", 3)));
        m.doubleArray(m.root("doubles")).fill(3);
        m.byteArray(m.root("octets")).fill((byte) 3);
        MutableDirectBuffer buffer = m.buffer(m.root("bytes"));
        buffer.setMemory(0, buffer.capacity(), (byte) 3);
        m.freeze(m.root(ARRAYS.get(random.nextInt(ARRAYS.size()))));
    }

    private String any() {
        List<String> names =
                List.of("counts", "names", "jobs", "motto", "bytes", "longs", "ints", "doubles", "octets", "tick");
        return names.get(random.nextInt(names.size()));
    }

    private byte[] key() {
        return new byte[] {(byte) random.nextInt(60), 1};
    }
}
