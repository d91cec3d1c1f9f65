package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.arenas.error.ArenaDamagedException;
import org.arenas.error.BorrowClosedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakSearchTest {
    record Inner(int pad, @Nullable Handle<String> text) {}

    record Node(
            @Nullable Handle<Node> next,
            byte pad,
            Inner inner,
            @Nullable Handle<BytesMap> map) {}

    private static final RecordLayout<Node> NODE = RecordLayout.of(Node.class);

    private final SharedArena board = SharedArena.inMemory("board", 1 << 14, 1 << 22);

    @AfterEach
    void close() {
        board.close();
    }

    private static List<Handle<?>> handles(List<MemoryBlock> blocks) {
        List<Handle<?>> handles = new ArrayList<>();
        blocks.forEach(block -> handles.add(block.handle()));
        return handles;
    }

    @Test
    void shouldFindWhatNoRootLeadsTo() {
        try (MemoryWriter m = board.borrow()) {
            assertThat(m.findLeaks().leaks()).isEmpty();
            Handle<String> lost = m.allocate("lost");
            Handle<String> kept = m.allocate("kept");
            Handle<LongArray> array = m.allocateLongArray(100);
            m.setRoot("kept", kept);
            LeakReport report = m.findLeaks();
            assertThat(report.isCertain()).isTrue();
            assertThat(handles(report.leaks())).containsExactly(lost, array);
            assertThat(report.leaks().get(0).type()).isEqualTo("String");
            assertThat(report.leaks().get(1).type()).isEqualTo("LongArray");
            assertThat(report.leaks().get(1).bytes()).isBetween(800L, 900L);

            report.leaks().forEach(leak -> m.free(leak.handle()));
            assertThat(m.findLeaks().leaks()).isEmpty();
            m.removeRoot("kept");
            assertThat(handles(m.findLeaks().leaks())).containsExactly(kept);
        }
    }

    @Test
    void shouldFollowTheHandlesOfRecords() {
        try (MemoryWriter m = board.borrow()) {
            Handle<BytesMap> map = m.allocateBytesMap(0);
            m.bytesMap(map).put(new byte[1], new byte[2]);
            Handle<String> text = m.allocate("text");
            Handle<Node> last = m.allocate(NODE, new Node(null, (byte) 1, new Inner(1, text), map));
            Handle<Node> middle = m.allocate(NODE, new Node(last, (byte) 2, new Inner(2, null), null));
            Handle<Node> first = m.allocate(NODE, new Node(middle, (byte) 3, new Inner(3, text), null));
            m.setRoot("first", first);
            assertThat(m.findLeaks().leaks()).isEmpty();

            // A ring: each has a handle that leads to it, and none is reached.
            m.write(NODE, last, new Node(middle, (byte) 1, new Inner(1, text), map));
            assertThat(m.findLeaks().leaks()).isEmpty();
            m.write(NODE, first, new Node(null, (byte) 3, new Inner(3, null), null));
            assertThat(handles(m.findLeaks().leaks())).containsExactly(map, text, last, middle);

            // A stale handle leads nowhere, even if something else lies there by now.
            m.write(NODE, first, new Node(null, (byte) 3, new Inner(3, text), null));
            m.free(text);
            Handle<String> other = m.allocate("next");
            assertThat(other.offset()).isEqualTo(text.offset());
            assertThat(handles(m.findLeaks().leaks())).contains(other);
        }
    }

    @Test
    void shouldTellACollectionWithAllThatBelongsToIt() {
        try (MemoryWriter m = board.borrow()) {
            Handle<LongLongMap> longs = m.allocateLongLongMap(100);
            Handle<BytesMap> bytes = m.allocateBytesMap(0);
            Handle<BytesQueue> queue = m.allocateBytesQueue();
            for (int i = 0; i < 100; i++) {
                m.longLongMap(longs).put(i, i);
                m.bytesMap(bytes).put(new byte[] {(byte) i}, new byte[100]);
                m.bytesQueue(queue).add(new byte[100]);
            }
            List<MemoryBlock> leaks = m.findLeaks().leaks();
            assertThat(handles(leaks)).containsExactly(longs, bytes, queue);
            assertThat(leaks.stream().mapToLong(MemoryBlock::bytes).sum())
                    .isEqualTo(m.statistics().usedBytes());
            m.setRoot("longs", longs);
            m.setRoot("bytes", bytes);
            m.setRoot("queue", queue);
            assertThat(m.findLeaks().leaks()).isEmpty();

            // A table whose map has forgotten it.
            long head = longs.offset() + BlockDescriptor.PAYLOAD;
            long table = board.memory().segments().getLong(head);
            board.memory().segments().putLong(head, 0);
            LeakReport report = m.findLeaks();
            assertThat(report.leaks()).hasSize(1);
            assertThat(report.leaks().get(0).type()).isEqualTo("table of a LongLongMap");
            assertThat(report.leaks().get(0).handle().offset()).isEqualTo(table);
        }
    }

    /** What is lost and what not, in a random graph. */
    @Test
    void shouldFindWhatAModelFinds() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("leaks: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            try (SharedArena small = SharedArena.inMemory("small", 1 << 16);
                    MemoryWriter m = small.borrow()) {
                List<Handle<Node>> nodes = new ArrayList<>();
                int[] next = new int[60];
                for (int i = 0; i < next.length; i++) {
                    next[i] = i == 0 || random.nextInt(4) == 0 ? -1 : random.nextInt(i);
                    Handle<Node> to = next[i] < 0 ? null : nodes.get(next[i]);
                    nodes.add(m.allocate(NODE, new Node(to, (byte) 0, new Inner(i, null), null)));
                }
                List<Handle<Node>> lost = new ArrayList<>(nodes);
                for (int root = 0; root < 4; root++) {
                    int at = random.nextInt(next.length);
                    m.setRoot("root " + root, nodes.get(at));
                    for (; at >= 0; at = next[at]) {
                        lost.remove(nodes.get(at));
                    }
                }
                assertThat(handles(m.findLeaks().leaks()))
                        .as("seed %s", seed)
                        .containsExactlyInAnyOrderElementsOf(lost);
            }
        }
    }

    @Test
    void shouldNotCallALeakWhatAnUnknownRecordMayLeadTo() {
        try (MemoryWriter m = board.borrow()) {
            Handle<String> lost = m.allocate("lost");
            Handle<Node> unknown = m.allocateBlock(24, -5);
            Handle<Node> other = m.allocateBlock(24, -5);
            m.setRoot("unknown", unknown);
            LeakReport report = m.findLeaks();
            assertThat(report.isCertain()).isFalse();
            assertThat(handles(report.unread())).containsExactly(unknown);
            assertThat(handles(report.unreached())).containsExactly(lost, other);
            assertThatThrownBy(report::leaks)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("leaks are not certain: unread records=1; ");
        }
    }

    @Test
    void shouldEndWithTheBorrow() {
        MemoryReader kept;
        try (MemoryReader m = board.borrowShared()) {
            kept = m;
        }
        assertThatThrownBy(kept::findLeaks).isInstanceOf(BorrowClosedException.class);
    }

    /** Whatever the blocks contain: an answer, or an exception that says what is damaged. */
    @Test
    void shouldSurviveGarbage() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("leaks: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        int answers = 0;
        for (int round = 0; round < 500; round++) {
            try (SharedArena small = SharedArena.inMemory("small", 1 << 15);
                    MemoryWriter m = small.borrow()) {
                Handle<BytesMap> map = m.allocateBytesMap(0);
                Handle<BytesQueue> queue = m.allocateBytesQueue();
                for (int i = 0; i < 20; i++) {
                    m.bytesMap(map).put(new byte[] {(byte) i}, new byte[10]);
                    m.bytesQueue(queue).add(new byte[500]);
                    m.allocate(NODE, new Node(null, (byte) 0, new Inner(i, null), map));
                }
                m.setRoot("map", map);
                List<Long> blocks = new ArrayList<>();
                new HeapCheck(small.memory().heap()).walk((block, granules, used, type) -> blocks.add(block));
                Collections.shuffle(blocks, random);
                for (int i = 0; i < 10; i++) {
                    long at = i % 2 == 0
                            ? HeapDescriptor.BLOCKS + 8L * random.nextInt(1_000)
                            : blocks.get(i) + BlockDescriptor.PAYLOAD + 8L * random.nextInt(2);
                    small.memory().segments().putLong(at, i % 3 == 0 ? random.nextLong() : blocks.get(i + 1));
                }
                try {
                    assertThat(m.findLeaks()).isNotNull();
                    answers++;
                } catch (ArenaDamagedException e) {
                    assertThat(e).as("seed %s", seed).hasMessageContaining(": ");
                }
            }
        }
        assertThat(answers).as("seed %s", seed).isPositive();
    }
}
