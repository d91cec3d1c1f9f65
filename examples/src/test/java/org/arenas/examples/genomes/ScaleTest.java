package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScaleTest {
    @Test
    void shouldEndAtTheFirstRoundNumberThatHoldsTheValue() {
        assertThat(Scale.upTo(17.2)).isEqualTo(new Scale(20, 5));
        assertThat(Scale.upTo(60)).isEqualTo(new Scale(60, 10));
        assertThat(Scale.upTo(1.3)).isEqualTo(new Scale(1.5, 0.5));
        assertThat(Scale.upTo(60).ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
    }

    @Test
    void shouldHoldValuesOfAnySizeInFewTicks() {
        for (double value = 1e-4; value < 1e9; value *= 1.37) {
            Scale scale = Scale.upTo(value);
            assertThat(scale.max()).isGreaterThanOrEqualTo(value);
            assertThat(scale.ticks()).hasSizeBetween(3, 8);
        }
    }
}
