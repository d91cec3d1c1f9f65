package org.arenas.actors.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Records as snapshots")
class RecordStateTest {
    enum Colour {
        RED,
        GREEN
    }

    record One(int only) {}

    record None() {}

    record Pair(long left, double right) {}

    record Strict(List<String> names) {
        Strict(List<String> names) {
            this.names = List.copyOf(names);
        }
    }

    record All(
            String text,
            char letter,
            float real,
            Colour colour,
            Instant when,
            Optional<String> maybe,
            List<Pair> pairs,
            Map<String, One> map,
            Strict strict,
            None none) {}

    record Older(int kept) {}

    record Newer(int kept, String added) {}

    private static <S extends Record> ArenaState<S> of(Class<S> type) {
        return ArenaState.records(
                type,
                id -> {
                    throw new IllegalStateException();
                },
                UnaryOperator.identity(),
                (id, state) -> state);
    }

    private static <S extends Record> void assertComesBack(Class<S> type, S state) throws IOException {
        assertThat(of(type).read("a", of(type).write(state))).isEqualTo(state);
    }

    @Test
    @DisplayName("come back as they were, whatever their shape")
    void shouldComeBack() throws IOException {
        assertComesBack(One.class, new One(7));
        assertComesBack(None.class, new None());
        assertComesBack(Pair.class, new Pair(Long.MIN_VALUE, -0.0));
        assertComesBack(Pair.class, new Pair(0, Double.NaN));
        assertComesBack(Strict.class, new Strict(List.of("x")));
        assertComesBack(
                All.class,
                new All(
                        "grüße",
                        'x',
                        1.1f,
                        Colour.GREEN,
                        Instant.parse("2024-02-03T04:05:06.789012345Z"),
                        Optional.of("there"),
                        List.of(new Pair(1, 2.5)),
                        Map.of("k", new One(1)),
                        new Strict(List.of()),
                        new None()));
    }

    @Test
    @DisplayName("keep every bit of a double")
    void shouldKeepBits() throws IOException {
        double odd = 0.1 + 0.2;
        Pair back = of(Pair.class).read("a", of(Pair.class).write(new Pair(1, odd)));
        assertThat(Double.doubleToRawLongBits(back.right())).isEqualTo(Double.doubleToRawLongBits(odd));
    }

    @Test
    @DisplayName("have the same bytes for the same state")
    void shouldBeDeterministic() throws IOException {
        record Mapped(Map<String, Integer> map) {}
        Map<String, Integer> forth = new HashMap<>(2);
        Map<String, Integer> back = new HashMap<>(64);
        for (int i = 0; i < 20; i++) {
            forth.put("k" + i, i);
            back.put("k" + (19 - i), 19 - i);
        }
        assertThat(of(Mapped.class).write(new Mapped(forth)))
                .isEqualTo(of(Mapped.class).write(new Mapped(back)));
    }

    @Test
    @DisplayName("may get components, and may lose none")
    void shouldEvolve() throws IOException {
        byte[] older = of(Older.class).write(new Older(3));
        assertThat(of(Newer.class).read("a", older)).isEqualTo(new Newer(3, null));
        byte[] newer = of(Newer.class).write(new Newer(3, "x"));
        assertThatThrownBy(() -> of(Older.class).read("a", newer)).isInstanceOf(UnrecognizedPropertyException.class);
    }
}
