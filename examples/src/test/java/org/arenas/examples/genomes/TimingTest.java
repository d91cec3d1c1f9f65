package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimingTest {
    @Test
    void shouldTellMedianFastestAndSlowest() {
        Timing odd = new Timing("m", "d", List.of(9_000_000L, 1_000_000L, 2_000_000L));
        assertThat(odd.medianMillis()).isEqualTo(2);
        assertThat(odd.fastestMillis()).isEqualTo(1);
        assertThat(odd.slowestMillis()).isEqualTo(9);
        Timing even = new Timing("m", "d", List.of(4_000_000L, 1_000_000L, 2_000_000L, 9_000_000L));
        assertThat(even.medianMillis()).isEqualTo(3);
    }

    @Test
    void shouldRejectNoRounds() {
        assertThatThrownBy(() -> new Timing("m", "d", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no rounds: model=m");
    }
}
