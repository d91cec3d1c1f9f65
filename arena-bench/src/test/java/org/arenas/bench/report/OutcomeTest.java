package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A target is reached, missed or not measured")
class OutcomeTest {
    private final List<Figure> figures = new ArrayList<>();

    private void measured(String method, String unit, double score, double error, double bytes) {
        figures.add(new Figure("org.arenas.bench.B." + method, Map.of(), 1, unit, score, error, bytes));
    }

    private Outcome outcome(String baselines, Rule rule, double bound) {
        List<Selector> others = baselines.isEmpty() ? List.of() : Selector.allOf(baselines);
        return new Target(Topic.BORROWS, "ours", "", Selector.allOf("B.ours"), others, rule, bound)
                .outcome(new Figures(figures));
    }

    @Test
    void shouldTakeTheBestOfSeveralBaselines() {
        measured("ours", "ns/op", 10, 0.1, 0);
        measured("slow", "ns/op", 40, 0.1, 0);
        measured("fast", "ns/op", 8, 0.1, 0);
        Outcome outcome = outcome("B.slow|B.fast|B.unmeasured", Rule.COST_AT_MOST, 1);
        assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.MISSED);
        assertThat(outcome.baseline()).map(Figure::method).hasValue("fast");
        assertThat(outcome.speed())
                .hasValueSatisfying(speed -> assertThat(speed.value()).isEqualTo(0.8));
    }

    @Test
    void shouldTellRatesFromTimes() {
        measured("ours", "ops/ms", 3_000, 10, 0);
        measured("theirs", "ops/ms", 2_000, 10, 0);
        assertThat(outcome("B.theirs", Rule.SPEED_AT_LEAST, 1.49).verdict()).isEqualTo(Outcome.Verdict.REACHED);
        assertThat(outcome("B.theirs", Rule.SPEED_AT_LEAST, 1.52).verdict()).isEqualTo(Outcome.Verdict.MISSED);
    }

    @Test
    void shouldSayWhenTheErrorLeavesTheVerdictOpen() {
        measured("ours", "ns/op", 10, 2, 0);
        measured("theirs", "ns/op", 10.5, 0.1, 0);
        Outcome outcome = outcome("B.theirs", Rule.COST_AT_MOST, 1);
        assertThat(outcome.verdictInWords()).isEqualTo("reached, within the error");
        assertThat(outcome("B.theirs", Rule.COST_AT_MOST, 2).verdictInWords()).isEqualTo("reached");
    }

    @Test
    void shouldBeFlatInBothDirections() {
        measured("ours", "ns/op", 10, 0.1, 0);
        measured("small", "ns/op", 25, 0.1, 0);
        assertThat(outcome("B.small", Rule.FLAT_WITHIN, 2).verdict()).isEqualTo(Outcome.Verdict.MISSED);
        assertThat(outcome("B.small", Rule.FLAT_WITHIN, 2.6).verdict()).isEqualTo(Outcome.Verdict.REACHED);
    }

    @Test
    void shouldCountBytesThatMeasuringAllocatesAsNone() {
        measured("ours", "ns/op", 10, 0.1, 0.002);
        Outcome outcome = outcome("", Rule.BYTES_AT_MOST, 0);
        assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.REACHED);
        assertThat(outcome.found()).isEqualTo("0 B");
        figures.clear();
        measured("ours", "ns/op", 10, 0.1, 24);
        assertThat(outcome("", Rule.BYTES_AT_MOST, 0).verdict()).isEqualTo(Outcome.Verdict.MISSED);
    }

    @Test
    void shouldCompareDifferencesAndTimes() {
        measured("ours", "ns/op", 1.8, 0.06, 0);
        measured("plain", "ns/op", 0.3, 0.08, 0);
        Outcome more = outcome("B.plain", Rule.MORE_NANOS_AT_MOST, 1.55);
        assertThat(more.verdictInWords()).isEqualTo("reached, within the error");
        assertThat(more.found()).isEqualTo("1.50 ± 0.10 ns more");
        assertThat(outcome("", Rule.NANOS_AT_MOST, 1.7).verdict()).isEqualTo(Outcome.Verdict.MISSED);
    }

    @Test
    void shouldNotJudgeWhatWasNotMeasured() {
        assertThat(outcome("", Rule.NANOS_AT_MOST, 1).verdict()).isEqualTo(Outcome.Verdict.UNMEASURED);
        measured("ours", "ns/op", 1, 0.1, Double.NaN);
        assertThat(outcome("B.theirs", Rule.COST_AT_MOST, 1).verdict()).isEqualTo(Outcome.Verdict.UNMEASURED);
        assertThat(outcome("", Rule.BYTES_AT_MOST, 0).verdict()).isEqualTo(Outcome.Verdict.UNMEASURED);
    }
}
