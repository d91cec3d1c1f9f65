package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison tells changes from noise")
class ComparisonTest {
    private static Figure figure(String method, String unit, double score, double error) {
        return new Figure("org.arenas.bench.B." + method, Map.of(), 1, unit, score, error, Double.NaN);
    }

    private static Comparison.Kind kind(String unit, double before, double beforeError, double now, double nowError) {
        return new Comparison.Change(figure("m", unit, before, beforeError), figure("m", unit, now, nowError)).kind();
    }

    @Test
    void shouldFlagWhatIsBeyondBothErrorsAndATwentieth() {
        assertThat(kind("ns/op", 100, 5, 120, 5)).isEqualTo(Comparison.Kind.SLOWER);
        assertThat(kind("ns/op", 120, 5, 100, 5)).isEqualTo(Comparison.Kind.FASTER);
        assertThat(kind("ops/ms", 120, 5, 100, 5)).isEqualTo(Comparison.Kind.SLOWER);
    }

    @Test
    void shouldNotFlagIntervalsThatOverlap() {
        assertThat(kind("ns/op", 100, 12, 120, 12)).isEqualTo(Comparison.Kind.SAME);
    }

    @Test
    void shouldNotFlagSmallChangesHoweverSure() {
        assertThat(kind("ns/op", 100, 0.1, 104.9, 0.1)).isEqualTo(Comparison.Kind.SAME);
        assertThat(kind("ns/op", 100, 0.1, 105.5, 0.1)).isEqualTo(Comparison.Kind.SLOWER);
    }

    @Test
    void shouldNotJudgeWithoutAnError() {
        assertThat(kind("ns/op", 100, Double.NaN, 900, 1)).isEqualTo(Comparison.Kind.UNKNOWN);
    }

    @Test
    void shouldListTheWorstFirstAndWhatIsGoneAndNew() {
        Figures base = new Figures(List.of(
                figure("same", "ns/op", 10, 1),
                figure("faster", "ns/op", 10, 1),
                figure("slower", "ns/op", 10, 1),
                figure("slowest", "ns/op", 10, 1),
                figure("gone", "ns/op", 10, 1)));
        Figures head = new Figures(List.of(
                figure("same", "ns/op", 10.5, 1),
                figure("faster", "ns/op", 5, 1),
                figure("slower", "ns/op", 15, 1),
                figure("slowest", "ns/op", 30, 1),
                figure("added", "ns/op", 10, 1)));
        Comparison comparison = Comparison.of(base, head);
        assertThat(comparison.changes())
                .extracting(change -> change.head().method())
                .containsExactly("slowest", "slower", "faster", "same");
        assertThat(comparison.onlyBase()).containsExactly("B.gone");
        assertThat(comparison.onlyHead()).containsExactly("B.added");
        assertThat(comparison.inWords()).isEqualTo("2 slower, 1 faster, 1 the same, 0 without an error, 1 gone, 1 new");
    }
}
