package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.arenas.error.NotFreezableException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R8 What is frozen stays as it is")
@DisplayNameGeneration(RuleNames.class)
class R08FreezeTest {
    record Product(String name) {}

    record Line(Product product, int count) {}

    record Order(String customer, List<Line> lines, Map<String, Set<String>> notes) {}

    record Pair(Object left, Object right) {}

    record Narrow(ArrayList<String> names) {}

    record Stubborn(List<String> names) {
        Stubborn {
            names = new ArrayList<>(names);
        }
    }

    record Strict(List<String> names) {
        Strict {
            if (!names.getClass().getSimpleName().equals("ArrayList")) {
                throw new IllegalArgumentException("ArrayList only");
            }
        }
    }

    @Test
    void shouldFreezeACopyAndLeaveTheValueAlone() {
        List<Line> lines = new ArrayList<>(List.of(new Line(new Product("tea"), 2)));
        Map<String, Set<String>> notes = new HashMap<>(Map.of("a", new TreeSet<>(Set.of("y", "x"))));
        Order order = new Order("Alice", lines, notes);

        Frozen<Order> frozen = Frozen.of(order);

        assertThat(frozen.get()).isEqualTo(order);
        assertThat(frozen).isEqualTo(Frozen.of(order)).hasSameHashCodeAs(Frozen.of(order));
        assertThat(Shareable.explain(frozen.get())).isEmpty();
        lines.clear();
        notes.clear();
        assertThat(frozen.get().lines()).hasSize(1);
        assertThat(frozen.get().notes().get("a")).containsExactly("x", "y");
        assertThatThrownBy(() -> frozen.get().lines().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> frozen.get().notes().put("b", Set.of()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> frozen.get().notes().get("a").add("z"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(
                        () -> frozen.get().notes().entrySet().iterator().next().setValue(Set.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldKeepTheOrderAndNulls() {
        assertThat(Frozen.of(new LinkedHashSet<>(List.of("z", "a", "m"))).get()).containsExactly("z", "a", "m");
        Map<String, Integer> map = new LinkedHashMap<>();
        for (String key : List.of("z", "a", "m")) {
            map.put(key, 1);
        }
        map.put(null, null);
        Map<String, Integer> frozen = Frozen.of(map).get();
        assertThat(frozen.keySet()).containsExactly("z", "a", "m", null);
        assertThat(frozen).isEqualTo(map).hasSameHashCodeAs(map).containsEntry("a", 1);
        assertThat(frozen.get("b")).isNull();
        List<String> list = Frozen.of(Arrays.asList("b", null, "a")).get();
        assertThat(list).containsExactly("b", null, "a").isEqualTo(Arrays.asList("b", null, "a"));
        assertThat(list.subList(1, 3)).containsExactly(null, "a");
        assertThat(Shareable.isShareable(list.subList(1, 3))).isTrue();
        assertThatThrownBy(() -> list.subList(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.subList(1, 2).get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Frozen.of(new TreeMap<>(Map.of("b", 1, "a", 2))).get().keySet())
                .containsExactly("a", "b");
    }

    @Test
    void shouldHaveTheTypeOfTheInterface() {
        Frozen<List<Integer>> fromArrayList = Frozen.of(new ArrayList<>(List.of(1)));
        Frozen<List<Integer>> fromAnother = Frozen.of(new CopyOnWriteArrayList<>(List.of(1)));
        assertThat(fromArrayList.get()).isEqualTo(fromAnother.get());
        Frozen<Set<Integer>> fromTreeSet = Frozen.of(new TreeSet<>(Set.of(1)));
        assertThat(fromTreeSet.get()).containsExactly(1);
    }

    @Test
    void shouldKeepWhatIsShareableAndWhatIsShared() {
        Line line = new Line(new Product("tea"), 1);
        assertThat(Frozen.of(line).get()).isSameAs(line);
        assertThat(Frozen.of(List.of(line)).get().get(0)).isSameAs(line);
        List<String> shared = new ArrayList<>(List.of("a"));
        Pair pair = Frozen.of(new Pair(shared, new Pair(shared, Optional.of(shared))))
                .get();
        Pair inner = (Pair) pair.right();
        assertThat(pair.left()).isSameAs(inner.left()).isNotSameAs(shared);
        assertThat(((Optional<?>) inner.right()).orElseThrow()).isSameAs(pair.left());
        Frozen<List<String>> once = Frozen.of(shared);
        assertThat(Frozen.of(once.get()).get()).isSameAs(once.get());
    }

    @Test
    void shouldRefuseWhatHasNoImmutableForm() {
        assertRefused("pair.left[1]", "is an array", new Pair(new ArrayList<>(List.of(1, new int[1])), 1));
        assertRefused("pair.right[key]", "is of a class that is not known", new Pair(1, map("key", new Box(1))));
        assertRefused("pair.left", "is a collection but no list or set", new Pair(new ArrayDeque<>(), 1));
        assertRefused(
                "pair.left",
                "compares by other means than equals",
                new Pair(new TreeSet<>(String.CASE_INSENSITIVE_ORDER), 1));
        assertRefused("pair.left", "compares by other means than equals", new Pair(new IdentityHashMap<>(), 1));
        Runnable lambda = () -> {};
        assertRefused("pair.left", "is a lambda", new Pair(lambda, 1));
        assertRefused("pair.left", "is a stage", new Pair(new java.util.concurrent.CompletableFuture<>(), 1));
    }

    @Test
    void shouldRefuseCyclesWithTheirPath() {
        List<Object> cycle = new ArrayList<>(List.of("a"));
        cycle.add(new Pair(1, cycle));

        assertRefused("list[1].right", "refers back to itself", cycle);
    }

    @Test
    void shouldRefuseRecordsThatDoNotTakeOrKeepWhatIsFrozen() {
        assertRefused(
                "narrow.names",
                "is declared as ArrayList which its frozen form is not (declare it as List or Set or Map)",
                new Narrow(new ArrayList<>()));
        assertRefused(
                "pair.left",
                "its constructor puts in something that can be changed",
                new Pair(new Stubborn(List.of("a")), 1));
        assertRefused(
                "pair.left",
                "its constructor threw java.lang.IllegalArgumentException: ArrayList only",
                new Pair(new Strict(new ArrayList<>()), 1));
    }

    @Test
    void shouldFreezeDeepGraphs() {
        Object deep = "end";
        for (int i = 0; i < 300_000; i++) {
            deep = i % 2 == 0 ? new Pair("x", deep) : new ArrayList<>(List.of(deep));
        }
        Object frozen = Frozen.of(deep).get();
        for (int i = 0; i < 300_000; i++) {
            frozen = frozen instanceof Pair pair ? pair.right() : ((List<?>) frozen).get(0);
        }
        assertThat(frozen).isEqualTo("end");
    }

    private static Map<String, Object> map(String key, Object value) {
        return new HashMap<>(Map.of(key, value));
    }

    private static void assertRefused(String path, String why, Object value) {
        assertThatThrownBy(() -> Frozen.of(value))
                .isInstanceOfSatisfying(
                        NotFreezableException.class,
                        thrown -> assertThat(thrown.path()).isEqualTo(path))
                .hasMessageContaining("why=" + why);
    }
}
