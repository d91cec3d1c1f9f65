package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The number for the state of a graph: the same for equal contents, another one after a change. */
class StateHashTest {
    private static final class Node {
        @SuppressWarnings("UnusedVariable") // Read by reflection.
        private int value;

        private Node next;

        Node(int value) {
            this.value = value;
        }
    }

    private record Pair(Object left, Object right) {}

    private static StringBuilder text(String text) {
        return new StringBuilder().append(text).reverse();
    }

    private static Node ring(int... values) {
        Node first = new Node(values[0]);
        Node last = first;
        for (int i = 1; i < values.length; i++) {
            last.next = new Node(values[i]);
            last = last.next;
        }
        last.next = first;
        return first;
    }

    @Test
    void shouldBeTheSameForEqualContents() {
        assertSame(text("x"), text("x"));
        assertSame(new AtomicInteger(3), new AtomicInteger(3));
        assertSame(new int[] {1, 2}, new int[] {1, 2});
        assertSame(new Pair(new Node(1), new int[] {1}), new Pair(new Node(1), new int[] {1}));
        assertSame(ring(1, 2, 3), ring(1, 2, 3));
        assertSame(List.of(ring(1, 2), ring(1, 2)), List.of(ring(1, 2), ring(1, 2)));
    }

    @Test
    void shouldNotDependOnAnOrderThatMapsAndSetsDoNotKeep() {
        Map<String, List<Integer>> one = new HashMap<>();
        Map<String, List<Integer>> other = new HashMap<>(1 << 10);
        IntStream.range(0, 100).forEach(i -> one.put("key" + i, new ArrayList<>(List.of(i))));
        IntStream.range(0, 100).map(i -> 99 - i).forEach(i -> other.put("key" + i, new ArrayList<>(List.of(i))));
        assertSame(one, other);
        assertSame(new HashSet<>(one.keySet()), new HashSet<>(other.keySet()));
        assertThat(StateHash.of(new LinkedHashMap<>(one))).isNotEqualTo(StateHash.of(new LinkedHashMap<>(other)));
    }

    @Test
    void shouldChangeWithTheContents() {
        List<Object> different = List.of(
                text("x"),
                text("y"),
                new AtomicInteger(1),
                new int[] {1, 2},
                new int[] {2, 1},
                new long[] {1, 2},
                new Pair(new Node(1), new int[] {1}),
                new Pair(new Node(2), new int[] {1}),
                new Pair(new Node(1), new int[] {2}),
                ring(1, 2, 3),
                ring(1, 3, 2),
                ring(1, 2),
                Map.of("a", new Node(1)),
                Map.of("a", new Node(2)),
                List.of(new Node(1), new Node(2)),
                List.of(new Node(2), new Node(1)));
        assertThat(different.stream().map(StateHash::of)).doesNotHaveDuplicates();
        Node node = new Node(1);
        long before = StateHash.of(node);
        node.value++;
        assertThat(StateHash.of(node)).isNotEqualTo(before);
    }

    @Test
    void shouldEndOnALongChain() {
        Node first = new Node(0);
        Node last = first;
        for (int i = 1; i < 100_000; i++) {
            last.next = new Node(i);
            last = last.next;
        }
        assertThat(StateHash.of(first)).isNotZero();
    }

    private static void assertSame(Object one, Object other) {
        assertThat(StateHash.of(one)).isEqualTo(StateHash.of(other));
    }
}
