package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaDamagedException;
import org.arenas.error.ArenaFullException;
import org.junit.jupiter.api.Test;

class HeapTest {
    private static final int SIZE = 1 << 18;
    private static final int TYPE = Types.BYTES;

    private final Segments memory =
            new Segments("test", List.of(new UnsafeBuffer(ByteBuffer.allocateDirect(SIZE))), null);
    private final Heap heap;

    HeapTest() {
        Heap.format(memory, 42);
        heap = new Heap(memory, new Heap.NoGrowth());
    }

    private List<String> problems() {
        return new HeapCheck(heap).run().problems();
    }

    private void fill(long block, byte value) {
        memory.at(block, 1)
                .setMemory(Segments.index(block) + BlockDescriptor.PAYLOAD, (int) heap.payload(block), value);
    }

    private void assertFilled(long block, byte value) {
        UnsafeBuffer segment = memory.at(block, 1);
        int at = Segments.index(block) + BlockDescriptor.PAYLOAD;
        for (int i = 0; i < heap.payload(block); i++) {
            assertThat(segment.getByte(at + i)).isEqualTo(value);
        }
    }

    @Test
    void shouldTakeNoSegmentOnTheHeap() {
        UnsafeBuffer onHeap = new UnsafeBuffer(new byte[SIZE]);
        assertThatThrownBy(() -> new Segments("test", List.of(onHeap), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segment lies on the heap: bytes=" + SIZE + "; use a direct or mapped buffer");
        assertThatThrownBy(() -> memory.add(onHeap)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Against a model: blocks do not overlap, keep what is in them, and become one again when all are freed. */
    @Test
    void shouldKeepBlocksApartWhateverIsAllocatedAndFreed() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("heap: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        TreeMap<Long, Byte> model = new TreeMap<>();
        long wholeSpace = new HeapCheck(heap).count().freeBytes();
        int refused = 0;
        for (int step = 0; step < 20_000; step++) {
            boolean grows = model.isEmpty() || random.nextInt(100) < (step / 2_000 % 2 == 0 ? 60 : 40);
            if (grows) {
                long payload = random.nextInt(20) == 0 ? random.nextInt(SIZE / 4) : random.nextInt(300);
                long largest = new HeapCheck(heap).count().largestFree();
                try {
                    long block = heap.allocate(payload, TYPE);
                    assertThat(heap.payload(block)).as("seed %s", seed).isGreaterThanOrEqualTo(payload);
                    assertFilled(block, (byte) 0);
                    byte value = (byte) random.nextInt(1, 127);
                    fill(block, value);
                    model.put(block, value);
                } catch (ArenaFullException e) {
                    assertThat(payload).as("seed %s", seed).isGreaterThan(largest);
                    refused++;
                }
            } else {
                Long block = model.ceilingKey((long) random.nextInt(SIZE));
                block = block == null ? model.firstKey() : block;
                assertFilled(block, model.remove(block));
                heap.free(block);
            }
            if (step % 500 == 0) {
                assertThat(problems()).as("seed %s", seed).isEmpty();
                model.forEach(this::assertFilled);
            }
        }
        assertThat(refused).as("seed %s", seed).isPositive();
        new ArrayList<>(model.keySet()).forEach(heap::free);

        assertThat(problems()).as("seed %s", seed).isEmpty();
        HeapCheck end = new HeapCheck(heap).count();
        assertThat(end.freeBytes()).isEqualTo(wholeSpace);
        assertThat(end.largestFree()).isEqualTo(wholeSpace - BlockDescriptor.PAYLOAD);
        assertThat(end.usedBlocks()).isZero();
    }

    @Test
    void shouldGiveEachAllocationAStampOfItsOwn() {
        Set<Long> stamps = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            long block = heap.allocate(8, TYPE);
            assertThat(stamps.add(heap.stamp(block))).isTrue();
            heap.free(block);
        }
    }

    /** A freed block has zeros there: so a handle with such a stamp would seem to lead to it. */
    @Test
    void shouldNotGiveAStampOfZeroWhateverTheSalt() {
        for (long salt = 0; salt < 10; salt++) {
            Segments fresh = new Segments("fresh", List.of(new UnsafeBuffer(ByteBuffer.allocateDirect(SIZE))), null);
            Heap.format(fresh, salt);
            Heap heapOfSalt = new Heap(fresh, new Heap.NoGrowth());
            for (int i = 0; i < 10; i++) {
                long block = heapOfSalt.allocate(8, TYPE);
                long stamp = heapOfSalt.stamp(block);
                heapOfSalt.free(block);
                assertThat(heapOfSalt.isLive(block, stamp)).as("salt %s", salt).isFalse();
            }
        }
    }

    @Test
    void shouldFindTheGenerationAgainInAStamp() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long generation = random.nextLong();
            long salt = random.nextLong();
            assertThat(BlockDescriptor.unscramble(BlockDescriptor.scramble(generation, salt), salt))
                    .isEqualTo(generation);
        }
    }

    @Test
    void shouldSayWhatIsFreeWhenItIsFull() {
        long free = new HeapCheck(heap).count().freeBytes();

        assertThatThrownBy(() -> heap.allocate(SIZE, TYPE))
                .isInstanceOf(ArenaFullException.class)
                .hasMessageContaining("asked=" + SIZE)
                .hasMessageContaining("largest=" + (free - BlockDescriptor.PAYLOAD));
        assertThat(problems()).isEmpty();

        long all = heap.allocate(free - BlockDescriptor.PAYLOAD, TYPE);
        assertThatThrownBy(() -> heap.allocate(0, TYPE)).isInstanceOf(ArenaFullException.class);
        heap.free(all);
    }

    @Test
    void shouldRejectWhatNoSegmentCanHold() {
        assertThatThrownBy(() -> heap.allocate(1L << 40, TYPE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> heap.allocate(-1, TYPE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldMakeListsAndCountersAnewFromTheHeaders() {
        Random random = new Random(3);
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            blocks.add(heap.allocate(random.nextInt(400), TYPE));
        }
        for (int i = 0; i < 300; i += 2) {
            heap.free(blocks.get(i));
        }
        HeapCheck before = new HeapCheck(heap).count();
        heap.lists().clear();
        memory.putLong(HeapDescriptor.USED_BYTES, 17);
        assertThat(problems()).isNotEmpty();

        new HeapCheck(heap).rebuild();

        assertThat(problems()).isEmpty();
        HeapCheck after = new HeapCheck(heap).count();
        assertThat(after.usedBytes()).isEqualTo(before.usedBytes());
        assertThat(after.freeBytes()).isEqualTo(before.freeBytes());
        for (int i = 1; i < 300; i += 2) {
            heap.free(blocks.get(i));
        }
        assertThat(problems()).isEmpty();
    }

    /** Each bit of each header word that is written: found, or what it says is not used. */
    @Test
    void shouldFindEveryFlippedBitOfAHeader() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            blocks.add(heap.allocate(i * 37L, TYPE));
        }
        for (int i = 0; i < 20; i += 3) {
            heap.free(blocks.get(i));
        }
        List<Long> all = new ArrayList<>();
        new HeapCheck(heap).walk((block, granules, used, type) -> all.add(block));

        for (long block : all) {
            for (int bit = 0; bit < BlockDescriptor.HEADER_BYTES * 8; bit++) {
                flip(block, bit);
                assertThat(problems()).as("block %s, bit %s", block, bit).isNotEmpty();
                flip(block, bit);
            }
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void shouldRefuseToFreeABlockWhoseHeaderWasOverwritten() {
        long block = heap.allocate(100, TYPE);
        flip(block, 5);

        assertThatThrownBy(() -> heap.free(block)).isInstanceOf(ArenaDamagedException.class);
        assertThatThrownBy(() -> heap.payload(block)).isInstanceOf(ArenaDamagedException.class);
    }

    /** Whatever is there, a check ends and throws nothing. */
    @Test
    void shouldCheckGarbageWithoutFailing() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("heap: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        byte[] garbage = new byte[256];
        for (int round = 0; round < 2_000; round++) {
            random.nextBytes(garbage);
            UnsafeBuffer segment = memory.segment(0);
            int at = 8 + random.nextInt(round % 2 == 0 ? 8_000 : SIZE - garbage.length - 8);
            segment.putBytes(at, garbage);
            assertThat(problems()).as("seed %s", seed).isNotNull();
        }
        assertThat(problems()).as("seed %s", seed).isNotEmpty();
    }

    private void flip(long block, int bit) {
        UnsafeBuffer segment = memory.at(block, 1);
        int at = Segments.index(block) + bit / 8;
        segment.putByte(at, (byte) (segment.getByte(at) ^ 1 << bit % 8));
    }
}
