package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A ratio carries the errors of both figures")
class RatioTest {
    private static Figure figure(String unit, double score, double error) {
        return new Figure("org.arenas.bench.B.m", Map.of(), 1, unit, score, error, Double.NaN);
    }

    @Test
    void shouldAddTheSquaresOfRelativeErrors() {
        Ratio ratio = Ratio.ofCosts(figure("ns/op", 30, 0.9), figure("ns/op", 10, 0.4));
        assertThat(ratio.value()).isEqualTo(3);
        assertThat(ratio.logError()).isCloseTo(0.05, within(1e-12));
        assertThat(ratio.low()).isCloseTo(3 * Math.exp(-0.05), within(1e-12));
        assertThat(ratio.high()).isCloseTo(3 * Math.exp(0.05), within(1e-12));
        assertThat(ratio).hasToString("3.00 (2.85 to 3.15)");
    }

    @Test
    void shouldBeTheSameWhicheverWayOneDivides() {
        Ratio ratio = Ratio.ofCosts(figure("ns/op", 30, 20), figure("ns/op", 10, 3));
        assertThat(ratio.inverse().low()).isCloseTo(1 / ratio.high(), within(1e-12));
        assertThat(ratio.low()).isPositive();
    }

    @Test
    void shouldCompareTimesWithRatesAcrossUnits() {
        assertThat(Ratio.ofCosts(figure("us/op", 1, 0), figure("ops/ms", 2_000, 0))
                        .value())
                .isCloseTo(2, within(1e-12));
        assertThat(Ratio.ofCosts(figure("ms/op", 1, 0), figure("ns/op", 1, 0)).value())
                .isCloseTo(1e6, within(1e-3));
    }

    @Test
    void shouldNotPretendToKnowAnErrorThatIsUnknown() {
        Ratio ratio = Ratio.ofCosts(figure("ns/op", 30, Double.NaN), figure("ns/op", 10, 1));
        assertThat(ratio.low()).isEqualTo(3);
        assertThat(ratio).hasToString("3.00");
    }

    @Test
    void shouldLeaveOpenWhatLiesWithinTheError() {
        Ratio ratio = new Ratio(1, 0.1);
        assertThat(List.of(0.95, 1.0, 1.1)).allMatch(ratio::leavesOpen);
        assertThat(List.of(0.9, 1.11)).noneMatch(ratio::leavesOpen);
    }
}
