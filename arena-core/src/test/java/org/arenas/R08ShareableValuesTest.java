package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenas.error.NotShareableException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R8 What is shareable")
@DisplayNameGeneration(RuleNames.class)
class R08ShareableValuesTest {
    enum Plain {
        ONE
    }

    enum WithBody {
        ONE {
            @Override
            int value() {
                return 1;
            }
        };

        abstract int value();
    }

    record Primitives(int a, long b, double c, boolean d, String text, Plain constant, UUID id) {}

    record Nested(Primitives first, Primitives second) {}

    record Product(String name, Object maker) {}

    record Line(Product product, int count) {}

    record Order(String customer, List<Line> lines, Map<String, List<Object>> notes) {
        static Order of(Line... lines) {
            return new Order("Alice", List.of(lines), Map.of());
        }
    }

    record Node(int value, Node next) {}

    record Loose(Object value, Loose next) {}

    sealed interface Figure permits Circle, Polygon {}

    record Circle(double radius) implements Figure {}

    @SuppressWarnings("ArrayRecordComponent") // What is wrong with it is the point.
    record Polygon(double[] corners) implements Figure {}

    record Drawing(Figure figure) {}

    record Generic<T>(T value) {}

    static final class Immutable {
        final int value;

        Immutable(int value) {
            this.value = value;
        }
    }

    static final class Unregistered {
        final int value = 1;
    }

    private static final class OwnBigDecimal extends BigDecimal {
        private static final long serialVersionUID = 1L;

        OwnBigDecimal() {
            super(1);
        }
    }

    @Test
    void shouldAcceptWhatCannotBeChanged() {
        Stream.of(
                        "text",
                        1,
                        1L,
                        (short) 1,
                        (byte) 1,
                        'c',
                        1.0,
                        1.0f,
                        true,
                        Plain.ONE,
                        WithBody.ONE,
                        BigInteger.ONE,
                        BigDecimal.ONE,
                        UUID.randomUUID(),
                        Instant.EPOCH,
                        Duration.ZERO,
                        LocalDate.EPOCH,
                        ZoneId.of("Europe/Berlin"),
                        ZoneOffset.UTC,
                        DateTimeFormatter.ISO_DATE,
                        URI.create("urn:a"),
                        Path.of("a"),
                        StandardCharsets.UTF_8,
                        Pattern.compile("a"),
                        String.class,
                        new Primitives(1, 2, 3, true, "a", Plain.ONE, null),
                        new Nested(null, null))
                .forEach(R08ShareableValuesTest::assertShareable);
        assertShareable(null);
    }

    @Test
    void shouldLookIntoTheImmutableCollectionsOfTheJdk() {
        for (Object element : List.of("a", 1, new Circle(1))) {
            immutableCollections(element).forEach(R08ShareableValuesTest::assertShareable);
        }
        immutableCollections(new Box(1))
                .forEach(collection -> assertThat(Shareable.isShareable(collection))
                        .as("%s", collection.getClass())
                        .isFalse());
        Stream.of(List.of(), Set.of(), Map.of(), Collections.emptyList(), Collections.emptyMap(), Optional.empty())
                .forEach(R08ShareableValuesTest::assertShareable);
    }

    private static Stream<Object> immutableCollections(Object element) {
        return Stream.of(
                List.of(element),
                List.of("a", "b", element),
                List.of("a", "b", element, "c").subList(1, 3),
                List.copyOf(new ArrayList<>(List.of(element))),
                Stream.of(element).toList(),
                Stream.of(null, element).toList(),
                Set.of(element),
                Set.of("x", "y", element),
                Map.of("a", element),
                Map.of(element, "a"),
                Map.of("x", "x", "y", element),
                Map.copyOf(new HashMap<>(Map.of("a", element))),
                Map.entry("a", element),
                Collections.singletonList(element),
                Collections.singleton(element),
                Collections.singletonMap("a", element),
                Optional.of(element),
                List.of(Set.of(Map.of("a", Optional.of(new Generic<>(element))))));
    }

    @Test
    void shouldAcceptTheLibrarysHandles() {
        try (Arena arena = Arena.create("arena");
                Interpreter interpreter = Interpreter.create("interpreter");
                ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> ref = b.own(new Box(1));
            Moved<Box> moved = b.move(b.own(new Box(2)));
            assertShareable(ref);
            assertShareable(moved);
            assertShareable(List.of(ref, ref));
            assertShareable(Frozen.of(new ArrayList<>(List.of(1))));
            assertShareable(Frozen.of(new ArrayList<>(List.of(1))).get());
            assertShareable(new SharedField<>(1));
            assertShareable(arena);
            assertShareable(interpreter);
            assertShareable(Access.write(arena));
            assertThat(b.get(b.accept(moved)).value).isEqualTo(2);
            assertProblem(b, "exclusiveBorrow", "is a borrow and ends with its block");
        }
    }

    @Test
    @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // What is wrong with them is the point.
    void shouldSayWhyNot() {
        assertProblem(new int[0], "array", "is an array and its elements can be replaced (use a list)");
        assertProblem(new Object[] {"a"}, "array", "is an array and its elements can be replaced (use a list)");
        assertProblem(new ArrayList<>(), "list", "is a collection that can be changed (use List.copyOf)");
        assertProblem(new TreeSet<>(), "set", "is a collection that can be changed (use Set.copyOf)");
        assertProblem(new HashMap<>(), "map", "is a collection that can be changed (use Map.copyOf)");
        assertProblem(
                Collections.unmodifiableList(new ArrayList<>()),
                "list",
                "is a view of something that can be changed behind it (use List.copyOf)");
        assertProblem(
                Collections.unmodifiableMap(new HashMap<>()),
                "map",
                "is a view of something that can be changed behind it (use Map.copyOf)");
        assertProblem(
                Arrays.asList(1, 2), "list", "is a view of something that can be changed behind it (use List.copyOf)");
        Supplier<Integer> lambda = () -> 1;
        assertProblem(lambda, "value", "is a lambda and may capture anything");
        assertProblem(new StringBuilder(), "stringBuilder", "can be changed (use a String)");
        assertProblem(new Date(0), "date", "can be changed (use java.time)");
        assertProblem(new AtomicInteger(), "atomicInteger", "can be changed (use a SharedField)");
        assertProblem(Thread.currentThread(), "thread", "is a thread");
        assertProblem(new IllegalStateException(), "illegalStateException", "is an exception and can be changed");
        assertProblem(new CompletableFuture<>(), "completableFuture", "is a stage that can be completed with anything");
        String unknown = "is of a class that is not known to be immutable (records and enums are)";
        assertProblem(new Box(1), "box", unknown);
        assertProblem(new Unregistered(), "unregistered", unknown);
        assertProblem(new OwnBigDecimal(), "ownBigDecimal", unknown);
        assertProblem(new AbstractMap.SimpleEntry<>(1, 1), "simpleEntry", unknown);
    }

    @Test
    void shouldDecideByValueWhatTheDeclaredTypeLeavesOpen() {
        assertShareable(new Generic<Object>("a"));
        assertThat(Shareable.isShareable(new Generic<Object>(new Box(1)))).isFalse();
        assertShareable(new Loose("a", new Loose(1, new Loose(null, null))));
        assertPath("loose.next.next.value", new Loose("a", new Loose(1, new Loose(new Box(1), null))));
    }

    @Test
    void shouldNotLookAtRecordsWhoseClassSaysItAll() {
        Node list = null;
        for (int i = 0; i < 10; i++) {
            list = new Node(i, list);
        }
        assertShareable(list);
        assertThat(Shapes.of(Node.class)).isSameAs(Shape.Leaf.ALWAYS);
        assertThat(Shapes.of(Nested.class)).isSameAs(Shape.Leaf.ALWAYS);
        assertThat(Shapes.of(Loose.class)).isNotSameAs(Shape.Leaf.ALWAYS);
    }

    @Test
    void shouldBelieveARegistration() {
        Generic<Immutable> before = new Generic<>(new Immutable(1));
        assertThat(Shareable.isShareable(before)).isFalse();

        Shareable.register(Immutable.class);

        assertShareable(new Immutable(2));
        assertShareable(before);
        assertThatThrownBy(() -> Shareable.register(Collection.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type cannot be registered: type=java.util.Collection; name the class of the instances");
        assertThatThrownBy(() -> Shareable.register(ExclusiveBorrow.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a borrow ends with its block");
    }

    static void assertShareable(Object value) {
        assertThat(Shareable.explain(value)).isEmpty();
        assertThat(Shareable.isShareable(value)).isTrue();
        assertThat(Shareable.check(value)).isSameAs(value);
    }

    static void assertPath(String path, Object value) {
        assertThat(Shareable.isShareable(value)).isFalse();
        assertThatThrownBy(() -> Shareable.check(value))
                .isInstanceOfSatisfying(
                        NotShareableException.class,
                        thrown -> assertThat(thrown.path()).isEqualTo(path));
    }

    private static void assertProblem(Object value, String path, String why) {
        assertPath(path, value);
        assertThat(Shareable.explain(value))
                .first()
                .isEqualTo(new Shareable.Problem(path, value.getClass().getName(), why));
    }
}
