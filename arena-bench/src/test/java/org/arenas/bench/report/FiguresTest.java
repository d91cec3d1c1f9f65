package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Figures are read from what JMH writes")
class FiguresTest {
    @TempDir
    private Path folder;

    private Figures read(String json) throws IOException {
        return Figures.readJmh(Files.writeString(folder.resolve("results.json"), json));
    }

    @Test
    void shouldReadScoreErrorParamsThreadsAndBytes() throws IOException {
        Figure figure = read("""
                        [{"jmhVersion": "1.37", "benchmark": "org.arenas.bench.BehaviourBenchmark.whenOne", "mode": "thrpt",
                          "threads": 2, "forks": 3, "params": {"arenas": "64"},
                          "primaryMetric": {"score": 8000.0, "scoreError": 400.0, "scoreUnit": "ops/ms",
                            "scoreConfidence": [7600.0, 8400.0], "rawData": [[8000.0]]},
                          "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 200.5, "scoreError": 1, "scoreUnit": "B/op"}}}]
                        """).all().get(0);
        assertThat(figure.name()).isEqualTo("BehaviourBenchmark.whenOne");
        assertThat(figure.params()).isEqualTo(Map.of("arenas", "64"));
        assertThat(figure.threads()).isEqualTo(2);
        assertThat(figure.kind()).isEqualTo(Figure.Kind.RATE);
        assertThat(figure.cost()).isCloseTo(125.0, within(1e-9));
        assertThat(figure.costError()).isCloseTo(6.25, within(1e-9));
        assertThat(figure.bytes()).isEqualTo(200.5);
        assertThat(figure).hasToString("8.00 ± 0.40 M/s");
    }

    @Test
    void shouldReadWhatIsNoNumberAsUnknown() throws IOException {
        Figure figure = read("""
                        [{"benchmark": "org.arenas.bench.BorrowBenchmark.plain", "mode": "avgt",
                          "primaryMetric": {"score": 2.5, "scoreError": "NaN", "scoreUnit": "us/op"}}]
                        """).all().get(0);
        assertThat(figure.error()).isNaN();
        assertThat(figure.bytes()).isNaN();
        assertThat(figure.cost()).isEqualTo(2_500);
        assertThat(figure).hasToString("2.50 µs");
    }

    @Test
    void shouldTakeTheMethodThatHasTheNameOfItsGroup() throws IOException {
        Figure figure = read("""
                        [{"benchmark": "org.arenas.bench.OptimisticReadBenchmark.optimisticRecord1", "mode": "avgt",
                          "primaryMetric": {"score": 500, "scoreError": 5, "scoreUnit": "ns/op"},
                          "secondaryMetrics": {
                            "optimisticRecord1": {"score": 28, "scoreError": 2, "scoreUnit": "ns/op"},
                            "optimisticRecord1Writer": {"score": 972, "scoreError": 9, "scoreUnit": "ns/op"}}}]
                        """).all().get(0);
        assertThat(figure.score()).isEqualTo(28);
        assertThat(figure.error()).isEqualTo(2);
    }

    @Test
    void shouldRejectWhatIsNoResultOfJmh() {
        assertThatThrownBy(() -> read("{\"some\": 1}"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not results of JMH: file=");
        assertThatThrownBy(() -> read("[{\"some\": 1}]"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not a result of JMH: file=");
        assertThatThrownBy(() -> Report.read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no report: folder=");
    }
}
