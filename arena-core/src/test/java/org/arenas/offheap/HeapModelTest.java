package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaFullException;
import org.arenas.testing.RandomPrograms;
import org.junit.jupiter.api.Test;

/** The allocator against a list of what was allocated: everything is checked after each step. */
class HeapModelTest {
    @Test
    void shouldKeepBlocksApartAndGrow() {
        RandomPrograms.run("heap", 15, 400, Blocks::new);
    }

    private record Block(long offset, long stamp, long payload, byte value) {}

    private static final class Blocks implements RandomPrograms.Subject, Heap.Growth {
        private static final int FIRST = 1 << 13;
        private static final int MORE = 1 << 14;
        private static final int MOST_SEGMENTS = 4;

        private final Segments memory =
                new Segments("test", List.of(new UnsafeBuffer(ByteBuffer.allocateDirect(FIRST))), null);
        private final Heap heap;
        private final List<Block> model = new ArrayList<>();
        private long lastGeneration;

        Blocks() {
            Heap.format(memory, 42);
            heap = new Heap(memory, this);
        }

        @Override
        public boolean grow(long blockBytes) {
            if (memory.count() == MOST_SEGMENTS || blockBytes + BlockDescriptor.HEADER_BYTES > MORE) {
                return false;
            }
            heap.formatSegment(memory.add(new UnsafeBuffer(ByteBuffer.allocateDirect(MORE))));
            memory.putLong(HeapDescriptor.SEGMENTS, memory.count());
            return true;
        }

        @Override
        public long room() {
            return (long) (MOST_SEGMENTS - memory.count()) * MORE;
        }

        @Override
        public String step(Random random) {
            String done = random.nextInt(100) < (random.nextBoolean() || model.isEmpty() ? 70 : 40) || model.isEmpty()
                    ? allocate(random)
                    : free(model.remove(random.nextInt(model.size())));
            checkAll();
            return done;
        }

        private String allocate(Random random) {
            long payload = switch (random.nextInt(10)) {
                case 0 -> random.nextInt(MORE);
                case 1, 2 -> random.nextInt(2_000);
                default -> random.nextInt(100);
            };
            HeapCheck before = new HeapCheck(heap).run();
            int segments = memory.count();
            try {
                long block = heap.allocate(payload, Types.BYTES);
                assertThat(heap.payload(block)).isGreaterThanOrEqualTo(payload);
                // What is left over is a block of its own, unless it is too small for one.
                assertThat(heap.payload(block) - Math.max(payload, 8)).isLessThan(2L * BlockDescriptor.GRANULE);
                assertFilled(block, (byte) 0);
                byte value = (byte) (1 + random.nextInt(100));
                memory.at(block, BlockDescriptor.PAYLOAD)
                        .setMemory(Segments.index(block) + BlockDescriptor.PAYLOAD, (int) heap.payload(block), value);
                model.add(new Block(block, heap.stamp(block), heap.payload(block), value));
                long generation = BlockDescriptor.unscramble(heap.stamp(block), memory.getLong(HeapDescriptor.SALT));
                assertThat(generation).isGreaterThan(lastGeneration);
                lastGeneration = generation;
                // It grows only if it must.
                assertThat(memory.count() > segments).isEqualTo(payload > before.largestFree());
            } catch (ArenaFullException e) {
                HeapCheck after = new HeapCheck(heap).run();
                assertThat(payload).isGreaterThan(before.largestFree());
                assertThat(after.freeBytes()).isEqualTo(before.freeBytes());
                assertThat(after.usedBlocks()).isEqualTo(before.usedBlocks());
                assertThat(memory.count()).isEqualTo(segments);
                assertThat(e).hasMessageContaining("largest=" + before.largestFree());
                return "full for " + payload;
            }
            return "allocate " + payload;
        }

        private String free(Block block) {
            heap.free(block.offset);
            assertThat(heap.isLive(block.offset, block.stamp)).isFalse();
            return "free " + block;
        }

        private void checkAll() {
            HeapCheck check = new HeapCheck(heap).run();
            assertThat(check.problems()).isEmpty();
            assertThat(check.usedBlocks()).isEqualTo(model.size());
            for (Block block : model) {
                assertThat(heap.isLive(block.offset, block.stamp)).isTrue();
                assertThat(heap.payload(block.offset)).isEqualTo(block.payload);
                assertFilled(block.offset, block.value);
            }
        }

        private void assertFilled(long block, byte value) {
            UnsafeBuffer segment = memory.at(block, BlockDescriptor.PAYLOAD);
            int from = Segments.index(block) + BlockDescriptor.PAYLOAD;
            for (int i = 0; i < heap.payload(block); i++) {
                if (segment.getByte(from + i) != value) {
                    throw new AssertionError("byte " + i + " of block " + block + " is " + segment.getByte(from + i)
                            + " instead of " + value);
                }
            }
        }

        @Override
        public void close() {
            model.forEach(block -> heap.free(block.offset));
            HeapCheck end = new HeapCheck(heap).run();
            assertThat(end.problems()).isEmpty();
            assertThat(end.usedBytes()).isZero();
        }
    }
}
