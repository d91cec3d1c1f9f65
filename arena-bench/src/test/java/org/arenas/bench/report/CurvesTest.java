package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

    @Test
    void shouldDrawCostCurvesFirstWithALineForEachModel() {
        for (int percent : new int[] {100, 0, 10}) {
            for (String model : List.of("BORROWS", "REENTRANT_LOCK")) {
                measured(
                        "curve.ConflictBenchmark.change",
                        Map.of("percentHot", "" + percent, "model", model),
                        2,
                        "ns/op",
                        100 + percent);
            }
            measured("AnyBenchmark.ours", Map.of("size", "" + percent), 1, "ns/op", 1);
        }
        LineChart chart = curves().get(0);
        assertThat(curves()).hasSize(2);
        assertThat(chart.title()).isEqualTo("A change, by percent of conflicts");
        assertThat(chart.series())
                .extracting(LineChart.Series::name, LineChart.Series::style)
                .containsExactly(tuple("borrows", "own-0"), tuple("reentrant lock", "other-0"));
        assertThat(chart.series().get(0).points())
                .extracting(LineChart.Point::x, LineChart.Point::value)
                .containsExactly(tuple(0.0, 100.0), tuple(10.0, 110.0), tuple(100.0, 200.0));
    }

    @Test
    void shouldShareTimeAndBytesOutAmongThePopulation() {
        for (int workers : new int[] {1, 100, 10_000}) {
            figures.add(new Figure(
                    "org.arenas.bench.curve.PopulationBenchmark.interpreters",
                    Map.of("workers", "" + workers),
                    1,
                    "us/op",
                    2.0 * workers,
                    0.5 * workers,
                    600.0 * workers));
        }
        assertThat(curves()).extracting(LineChart::quantity).containsExactly(Quantity.TIME, Quantity.BYTES);
        assertThat(curves().get(0).series().get(0).points())
                .allSatisfy(point -> assertThat(point).isEqualTo(new LineChart.Point(point.x(), 2_000, 500)));
        assertThat(curves().get(1).series().get(0).points())
                .extracting(LineChart.Point::value)
                .containsExactly(600.0, 600.0, 600.0);
        assertThat(curves().get(1).draw("x", Chart.Width.WIDE)).asString().contains("600 B", "bytes of one");
    }

    private static String line(Job job) {
        String method = job.benchmark().substring(job.benchmark().lastIndexOf('.') + 1);
        return job.params().getOrDefault("model", method);
    }

    @Test
    void shouldNameCurvesThatAreMeasured() {
        List<Job> jobs = Job.all();
        for (CostCurve curve : CostCurve.values()) {
            List<Job> own = jobs.stream()
                    .filter(job -> CostCurve.of(job).filter(curve::equals).isPresent())
                    .toList();
            assertThat(own)
                    .as("%s", curve)
                    .isNotEmpty()
                    .allMatch(job -> job.params().containsKey(curve.param()));
            assertThat(own.stream().map(CurvesTest::line))
                    .as("lines of %s", curve)
                    .containsAll(curve.lines());
            assertThat(own.stream().map(job -> job.params().get(curve.param())))
                    .as("points of %s", curve)
                    .containsAnyElementsOf(curve.points());
            assertThat(own.stream().filter(curve::isBrief).map(CurvesTest::line))
                    .as("lines of %s in a bounded edition", curve)
                    .hasSizeGreaterThanOrEqualTo(4)
                    .isSubsetOf(curve.lines());
        }
    }
}
