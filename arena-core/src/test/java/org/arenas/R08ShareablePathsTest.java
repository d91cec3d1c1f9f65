package org.arenas;

import static org.arenas.R08ShareableValuesTest.assertPath;
import static org.arenas.R08ShareableValuesTest.assertShareable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenas.R08ShareableValuesTest.Circle;
import org.arenas.R08ShareableValuesTest.Drawing;
import org.arenas.R08ShareableValuesTest.Generic;
import org.arenas.R08ShareableValuesTest.Line;
import org.arenas.R08ShareableValuesTest.Loose;
import org.arenas.R08ShareableValuesTest.Order;
import org.arenas.R08ShareableValuesTest.Plain;
import org.arenas.R08ShareableValuesTest.Polygon;
import org.arenas.R08ShareableValuesTest.Product;
import org.arenas.error.NotShareableException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R8 Where a value is not shareable")
@DisplayNameGeneration(RuleNames.class)
class R08ShareablePathsTest {
    @Test
    void shouldNameThePathToTheFirstOffender() {
        Product tea = new Product("tea", "somebody");
        Product bad = new Product("coffee", changing("x"));
        Order order = Order.of(new Line(tea, 1), new Line(tea, 2), new Line(null, 3), new Line(bad, 4));

        NotShareableException thrown = catchThrowableOfType(NotShareableException.class, () -> Shareable.check(order));

        assertThat(thrown.path()).isEqualTo("order.lines[3].product.maker");
        assertPath("order.notes[a b][1]", new Order("Bob", List.of(), Map.of("a b", List.of(1, new Box(1)))));
        assertPath("map.key[#0].value", Map.of(new Generic<>(new Box(1)), 1));
        assertPath("map[ONE]", Map.of(Plain.ONE, new Box(1)));
        assertPath("drawing.figure.corners", new Drawing(new Polygon(new double[] {1})));
        assertPath("optional[0]", Optional.of(new Box(1)));
        assertShareable(new Drawing(new Circle(1)));
        assertShareable(new Drawing(null));
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // What is wrong with it is the point.
    void shouldExplainEverythingAtOnce() {
        List<Object> dates = new ArrayList<>(List.of(new Date(0), "a", new Box(1)));
        Map<String, List<Object>> notes = new LinkedHashMap<>();
        notes.put("dates", dates);
        notes.put("again", dates);
        Order order = new Order("Bob", List.of(new Line(new Product("tea", new int[1]), 1)), notes);

        assertThat(Shareable.explain(order))
                .extracting(Shareable.Problem::path)
                .containsExactly(
                        "order.lines[0].product.maker",
                        "order.notes",
                        "order.notes[dates]",
                        "order.notes[dates][0]",
                        "order.notes[dates][2]");
        assertThat(Shareable.explain(order).get(0))
                .isEqualTo(new Shareable.Problem(
                        "order.lines[0].product.maker",
                        "[I",
                        "is an array and its elements can be replaced (use a list)"));
        assertThat(Shareable.explain(null)).isEmpty();
        assertThat(Shareable.explain(Order.of())).isEmpty();
    }

    @Test
    void shouldEndOnCyclesAndInDeepAndWideGraphs() {
        Object[] self = new Object[1];
        self[0] = self;
        assertThat(Shareable.explain(self)).hasSize(1);
        List<Object> cycle = new ArrayList<>();
        cycle.add(new Generic<>(cycle));
        assertThat(Shareable.explain(new Generic<>(cycle))).hasSize(1);

        Loose deep = null;
        for (int i = 0; i < 1_000_000; i++) {
            deep = new Loose("value", deep);
        }
        assertShareable(deep);
        Loose bad = new Loose(new Box(1), null);
        for (int i = 0; i < 100_000; i++) {
            bad = new Loose("value", bad);
        }
        assertPath("loose" + ".next".repeat(32) + "...(99937 more)..." + ".next".repeat(31) + ".value", bad);

        // Two to the power of sixty paths, sixty objects.
        Object wide = "end";
        for (int i = 0; i < 60; i++) {
            wide = List.of(wide, wide);
        }
        assertShareable(wide);
        assertShareable(Collections.nCopies(3, 1).stream().toList());
    }

    private static StringBuilder changing(String text) {
        return new StringBuilder(text);
    }
}
