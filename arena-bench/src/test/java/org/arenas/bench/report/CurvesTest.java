package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A parameter with several numbers becomes a curve")
class CurvesTest {
    private final List<Figure> figures = new ArrayList<>();

    private void measured(String method, Map<String, String> params, int threads, String unit, double score) {
        figures.add(new Figure("org.arenas.bench." + method, params, threads, unit, score, score / 10, 0));
    }

    private List<LineChart> curves() {
        return Curves.of(new Figures(figures));
    }

    @Test
    void shouldDrawALineForEachMethodInTheOrderOfTheParameter() {
        for (int size : new int[] {100, 10, 1_000}) {
            measured("SomeBenchmark.theirs", Map.of("size", "" + size), 1, "ops/us", 1_000.0 / size);
            measured("SomeBenchmark.ours", Map.of("size", "" + size), 1, "ns/op", size);
        }
        LineChart chart = curves().get(0);
        assertThat(chart.title()).isEqualTo("Some, by size");
        assertThat(chart.series()).extracting(LineChart.Series::name).containsExactlyInAnyOrder("ours", "theirs");
        for (LineChart.Series line : chart.series()) {
            assertThat(line.points()).extracting(LineChart.Point::x).containsExactly(10.0, 100.0, 1_000.0);
            assertThat(line.points()).extracting(LineChart.Point::value).containsExactly(10.0, 100.0, 1_000.0);
        }
    }

    @Test
    void shouldKeepApartWhatDiffersInAnotherParameter() {
        for (int size : new int[] {1, 2, 3}) {
            for (String kind : List.of("RED", "BLUE")) {
                measured(
                        "SomeBenchmark.ours", Map.of("size", "" + size, "kind", kind, "always", "x"), 1, "ns/op", size);
            }
        }
        assertThat(curves())
                .singleElement()
                .satisfies(chart -> assertThat(chart.series())
                        .extracting(LineChart.Series::name)
                        .containsExactlyInAnyOrder("ours, red", "ours, blue"));
    }

    @Test
    void shouldDrawNeitherWordsNorTwoValues() {
        for (String value : List.of("A", "B", "C")) {
            measured("WordsBenchmark.ours", Map.of("word", value), 1, "ns/op", 1);
        }
        measured("TwoBenchmark.ours", Map.of("size", "1"), 1, "ns/op", 1);
        measured("TwoBenchmark.ours", Map.of("size", "2"), 1, "ns/op", 1);
        assertThat(curves()).isEmpty();
    }

    @Test
    void shouldDrawThreadsAcrossTheVariantsOfAClass() {
        measured("SharedBorrowBenchmark.OneReader.arenaShared", Map.of(), 1, "ns/op", 8);
        measured("SharedBorrowBenchmark.TwoReaders.arenaShared", Map.of(), 2, "ns/op", 22);
        LineChart chart = curves().get(0);
        assertThat(chart.title()).isEqualTo("A shared borrow, by number of threads");
        assertThat(chart.series())
                .singleElement()
                .satisfies(line -> assertThat(line.style()).isEqualTo("own-0"));
    }
}
