package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Numbers have the digits and the unit that fit them")
class UnitsTest {
    private static String inWords(String unit, double score, double error) {
        return new Figure("org.arenas.bench.B.m", Map.of(), 1, unit, score, error, Double.NaN).toString();
    }

    @Test
    void shouldChooseAUnitForBothValueAndError() {
        assertThat(inWords("ns/op", 5.83, 0.21)).isEqualTo("5.83 ± 0.21 ns");
        assertThat(inWords("ns/op", 46_000, 10_000)).isEqualTo("46.0 ± 10.0 µs");
        assertThat(inWords("ms/op", 2_599, 12)).isEqualTo("2.60 ± 0.01 s");
        assertThat(inWords("ops/ms", 8_900, 1_700)).isEqualTo("8.90 ± 1.70 M/s");
        assertThat(inWords("ops/s", 12, 0.5)).isEqualTo("12.0 ± 0.5 /s");
        assertThat(inWords("B/op", 360.0004, 0.1)).isEqualTo("360 B");
        assertThat(inWords("B/op", 0.0004, 0.1)).isEqualTo("0 B");
    }

    @Test
    void shouldNotRoundAnErrorAway() {
        assertThat(inWords("ns/op", 512, 0.3)).isEqualTo("512.0 ± 0.3 ns");
    }

    @Test
    void shouldSayHowMuchFasterOrSlower() {
        assertThat(Units.speed(2)).isEqualTo("2.00× faster");
        assertThat(Units.speed(0.5)).isEqualTo("2.00× slower");
        assertThat(Units.speed(1_043)).isEqualTo("1,043× faster");
        assertThat(Units.speed(1.001)).isEqualTo("as fast");
    }
}
