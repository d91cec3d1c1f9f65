package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.arenas.error.NotCopyableException;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R8 Deep copies share nothing that can be changed")
@DisplayNameGeneration(RuleNames.class)
class R08CopyTest {
    record Pair(Object left, Object right) {}

    record Team(String name, List<String> members) {
        Team {
            if (members.isEmpty()) {
                throw new IllegalArgumentException("nobody");
            }
            members = new ArrayList<>(members);
        }
    }

    static final class Node {
        final String name;
        final List<Object> neighbours = new ArrayList<>();

        Node(String name) {
            this.name = name;
        }
    }

    static final class Chain {
        Chain next;
    }

    static final class Unknown {}

    static {
        Copies.register(Node.class, new Copier<Node>() {
            @Override
            public Node create(Node original) {
                return new Node(original.name);
            }

            @Override
            public void fill(Node original, Node copy, Copier.Parts parts) {
                copy.neighbours.clear();
                original.neighbours.forEach(neighbour -> copy.neighbours.add(parts.copyOf(neighbour)));
            }
        });
        Copies.register(Chain.class, new Copier<Chain>() {
            @Override
            public Chain create(Chain original) {
                return new Chain();
            }

            @Override
            public void fill(Chain original, Chain copy, Copier.Parts parts) {
                copy.next = parts.copyOf(original.next);
            }
        });
    }

    @Test
    void shouldCopyTheContainersOfTheJdkAsTheyAre() {
        StringBuilder element = changing("x");
        Stream<Collection<Object>> collections = Stream.of(
                new ArrayList<>(), new ArrayDeque<>(), new HashSet<>(), new LinkedHashSet<>(), Collections.emptyList());
        collections
                .filter(collection -> !(collection instanceof List<?> && collection == Collections.emptyList()))
                .forEach(collection -> {
                    collection.add(element);
                    Collection<Object> copy = Copies.deep(collection);
                    assertThat(copy).hasSameClassAs(collection).isNotSameAs(collection);
                    assertThat(copy).singleElement().isNotSameAs(element).hasToString("x");
                });
        Stream<Map<Object, Object>> maps =
                Stream.of(new HashMap<>(), new LinkedHashMap<>(), new TreeMap<>(), new ConcurrentHashMap<>());
        maps.forEach(map -> {
            map.put("key", element);
            Map<Object, Object> copy = Copies.deep(map);
            assertThat(copy).hasSameClassAs(map).isNotSameAs(map).containsOnlyKeys("key");
            assertThat(copy.get("key")).isNotSameAs(element).hasToString("x");
        });
    }

    @Test
    void shouldKeepWhatMakesAContainerSpecial() {
        assertThat(Copies.deep(new TreeSet<>(List.of("b", "a"))).first()).isEqualTo("a");
        TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of("a", 1, "b", 2));
        assertThat(Copies.deep(backwards).firstKey()).isEqualTo("b");
        PriorityQueue<Integer> queue = new PriorityQueue<>(Comparator.reverseOrder());
        queue.addAll(List.of(1, 3, 2));
        assertThat(Copies.deep(queue).poll()).isEqualTo(3);
        LinkedHashMap<String, Integer> byAccess = new LinkedHashMap<>(16, 0.75f, true);
        byAccess.put("a", 1);
        byAccess.put("b", 2);
        LinkedHashMap<String, Integer> copy = Copies.deep(byAccess);
        assertThat(copy.get("a")).isEqualTo(1);
        assertThat(copy.keySet()).containsExactly("b", "a");
        EnumMap<TimeUnit, StringBuilder> units = new EnumMap<>(TimeUnit.class);
        units.put(TimeUnit.DAYS, changing("d"));
        assertThat(Copies.deep(units).put(TimeUnit.HOURS, new StringBuilder())).isNull();
        assertThat(Copies.deep(EnumSet.of(TimeUnit.DAYS))).containsExactly(TimeUnit.DAYS);
        StringBuilder key = changing("k");
        IdentityHashMap<Object, Object> identities = new IdentityHashMap<>();
        identities.put(key, key);
        assertThat(Copies.deep(identities))
                .hasSize(1)
                .allSatisfy((k, v) -> assertThat(k).isSameAs(v).isNotSameAs(key));
        List<String> fixed = Copies.deep(Arrays.asList("a", "b"));
        assertThat(fixed.set(0, "c")).isEqualTo("a");
        List<StringBuilder> view = Copies.deep(Collections.unmodifiableList(new ArrayList<>(List.of(key))));
        assertThat(view.get(0)).isNotSameAs(key);
        assertThatThrownBy(() -> view.add(key)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldCopyArrays() {
        int[][] numbers = {{1, 2}, {3}, null};
        int[][] copy = Copies.deep(numbers);
        assertThat(copy).isDeepEqualTo(numbers);
        assertThat(copy[0]).isNotSameAs(numbers[0]);
        String[] texts = {"a", null};
        assertThat(Copies.deep(texts)).isNotSameAs(texts).containsExactly("a", null);
        Object[] self = new Object[2];
        self[0] = self;
        Object[] copyOfSelf = Copies.deep(self);
        assertThat(copyOfSelf).isNotSameAs(self);
        assertThat(copyOfSelf[0]).isSameAs(copyOfSelf);
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // It is what changes.
    void shouldCopyWhatChangesInTheJdk() {
        BitSet bits = BitSet.valueOf(new long[] {5});
        assertThat(Copies.deep(bits)).isEqualTo(bits).isNotSameAs(bits);
        Date date = new Date(7);
        assertThat(Copies.deep(date)).isEqualTo(date).isNotSameAs(date);
        AtomicInteger number = new AtomicInteger(3);
        assertThat(Copies.deep(number)).isNotSameAs(number).hasValue(3);
        AtomicReference<StringBuilder> reference = new AtomicReference<>(changing("x"));
        assertThat(Copies.deep(reference).get()).isNotSameAs(reference.get()).hasToString("x");
        assertThat(Copies.deep(new AtomicReference<>()).get()).isNull();
    }

    @Test
    void shouldReferToWhatIsShareableInsteadOfCopyingIt() {
        for (Object value : List.of("a", 1, List.of("a"), new Pair("a", 1), Optional.of("a"), Frozen.of("a"))) {
            assertThat(Copies.deep(value)).isSameAs(value);
        }
        assertThat(Copies.<Object>deep(null)).isNull();
        Pair half = new Pair("same", changing("copied"));
        Pair copy = Copies.deep(half);
        assertThat(copy.left()).isSameAs(half.left());
        assertThat(copy.right()).isNotSameAs(half.right()).hasToString("copied");
    }

    @Test
    void shouldKeepSharingAndCycles() {
        StringBuilder shared = changing("shared");
        List<Object> list = new ArrayList<>(List.of(shared, new Pair(shared, List.of(shared))));
        Pair inCycle = new Pair("cycle", list);
        list.add(inCycle);
        list.add(list);

        List<Object> copy = Copies.deep(list);

        assertThat(copy.get(0)).isNotSameAs(shared);
        assertThat(((Pair) copy.get(1)).left()).isSameAs(copy.get(0));
        assertThat(((List<?>) ((Pair) copy.get(1)).right()).get(0)).isSameAs(copy.get(0));
        assertThat(((Pair) copy.get(2)).right()).isSameAs(copy);
        assertThat(copy.get(3)).isSameAs(copy);
        // Begun at the record, the list is left before the record is made.
        Pair again = Copies.deep(inCycle);
        assertThat(((List<?>) again.right()).get(2)).isSameAs(again);
    }

    @Test
    void shouldFillBeforeAConstructorOrAHashLooks() {
        Team team = Copies.deep(new Team("a", new ArrayList<>(List.of("Alice"))));
        assertThat(team.members()).containsExactly("Alice");
        Set<Object> keys = new HashSet<>();
        keys.add(new ArrayList<>(List.of("x", new ArrayList<>(List.of(1)))));
        assertThat(Copies.deep(keys)).isEqualTo(keys);
        Map<Object, Object> byTeam = new HashMap<>(Map.of(new Pair(new ArrayList<>(List.of(1)), 2), "value"));
        assertThat(Copies.deep(byTeam)).containsEntry(new Pair(new ArrayList<>(List.of(1)), 2), "value");
    }

    @Test
    void shouldCopyWhatHasACopierInCyclesToo() {
        Node a = new Node("a");
        Node b = new Node("b");
        Pair ab = new Pair(a, b);
        a.neighbours.addAll(List.of(b, a, List.of(b), ab));
        b.neighbours.addAll(List.of(a, List.of(ab)));

        Node copy = Copies.deep(a);

        assertThat(copy).isNotSameAs(a);
        Node copyOfB = (Node) copy.neighbours.get(0);
        assertThat(copy.neighbours.get(1)).isSameAs(copy);
        assertThat(copy.neighbours.get(2)).isEqualTo(List.of(copyOfB));
        assertThat(copy.neighbours.get(3)).isEqualTo(new Pair(copy, copyOfB));
        assertThat(copyOfB.neighbours).containsExactly(copy, List.of(new Pair(copy, copyOfB)));

        // Begun at the record, a copier asks for it before it is made.
        Pair copyOfPair = Copies.deep(ab);
        Node left = (Node) copyOfPair.left();
        assertThat(left.neighbours.get(3)).isSameAs(copyOfPair);
        assertThat(((Node) copyOfPair.right()).neighbours).hasSize(2);
        assertThat(((List<?>) left.neighbours.get(2)).get(0)).isSameAs(copyOfPair.right());
    }

    @Test
    void shouldCopyDeepGraphs() {
        Object deep = changing("end");
        for (int i = 0; i < 300_000; i++) {
            deep = i % 3 == 0 ? new Pair("x", deep) : new ArrayList<>(Collections.singletonList(deep));
        }
        Object copy = Copies.deep(deep);
        for (int i = 0; i < 300_000; i++) {
            copy = copy instanceof Pair pair ? pair.right() : ((List<?>) copy).get(0);
        }
        assertThat(copy).hasToString("end");

        Chain chain = null;
        for (int i = 0; i < 300_000; i++) {
            Chain longer = new Chain();
            longer.next = chain;
            chain = longer;
        }
        int length = 0;
        for (Chain at = Copies.deep(chain); at != null; at = at.next) {
            length++;
        }
        assertThat(length).isEqualTo(300_000);
    }

    @Test
    void shouldNameThePathToWhatItCannotCopy() {
        assertNotCopyable("pair.left[1]", new Pair(new ArrayList<>(List.of("a", new Unknown())), 1));
        assertNotCopyable("array[0][key]", new Object[] {new HashMap<>(Map.of("key", new Unknown()))});
        Node node = new Node("a");
        node.neighbours.add(new Pair("a", new Unknown()));
        assertNotCopyable("pair.left.part.right", new Pair(node, 1));
        Runnable lambda = () -> {};
        assertNotCopyable("list[0]", new ArrayList<>(List.of(lambda)));
        TreeSet<String> sorted = new TreeSet<>(Comparator.comparingInt(String::length));
        assertThatThrownBy(() -> Copies.deep(sorted))
                .isInstanceOf(NotCopyableException.class)
                .hasMessageContaining("why=is ordered by a comparator that is not shareable");
        assertThatThrownBy(() -> Copies.register(Collection.class, original -> original))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhatAConstructorThrew() {
        List<Object> members = new ArrayList<>();
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<String> raw = (List) members;
        raw.add("Alice");
        Team team = new Team("a", raw);
        team.members().clear();

        assertThatThrownBy(() -> Copies.deep(team))
                .isInstanceOf(NotCopyableException.class)
                .hasMessageContaining("path=team")
                .hasMessageContaining("why=its constructor threw java.lang.IllegalArgumentException: nobody")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    private static void assertNotCopyable(String path, Object value) {
        assertThatThrownBy(() -> Copies.deep(value))
                .isInstanceOfSatisfying(
                        NotCopyableException.class,
                        thrown -> assertThat(thrown.path()).isEqualTo(path));
    }

    private static StringBuilder changing(String text) {
        return new StringBuilder(text);
    }
}
