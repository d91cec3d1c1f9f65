package org.arenas.examples.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.arenas.examples.flights.Flight;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackpressureExampleTest {
    private static final int REQUESTS = 800;

    @Test
    @DisplayName("the mailbox keeps its bound, and clients that slow down get all of their answers, the right ones")
    void shouldAnswerCarefulClients() {
        List<Flight> flights = Flight.all();
        double expected = flights.stream()
                .limit(REQUESTS)
                .mapToDouble(flight -> DelayService.answer(flights, flight.origin(), flight.destination())
                        .meanDelay())
                .sum();
        BackpressureExample.Outcome careful = BackpressureExample.outcome(REQUESTS, true);
        BackpressureExample.Outcome impatient = BackpressureExample.outcome(REQUESTS, false);
        assertThat(careful.answered()).isEqualTo(REQUESTS);
        assertThat(careful.minutes()).isCloseTo(expected, within(1e-6));
        assertThat(impatient.asked()).isEqualTo(REQUESTS);
        assertThat(impatient.answered()).isBetween(1, REQUESTS - 1);
        for (BackpressureExample.Outcome outcome : List.of(careful, impatient)) {
            assertThat(outcome.mailbox().most()).isBetween(1, DelayService.CAPACITY);
            assertThat(outcome.mailbox().received()).isEqualTo(outcome.asked());
            assertThat(outcome.lost())
                    .isGreaterThanOrEqualTo((int) outcome.mailbox().dropped());
        }
        assertThat(careful.window()).isLessThan(impatient.window());
    }

    @Test
    @DisplayName("prints one line for each kind of client")
    void shouldPrintNumbers() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BackpressureExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), 100);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("careful +\\d+ +100 .*"))
                .anyMatch(line -> line.matches("impatient +100 +\\d+ .*"));
    }
}
