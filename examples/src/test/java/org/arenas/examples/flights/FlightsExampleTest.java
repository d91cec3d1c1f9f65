package org.arenas.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FlightsExampleTest {
    private static final long CHECKSUM = 0x788e_4151_c7a7_1950L;

    private final List<Flight> flights = Flight.all();

    @TempDir
    Path folder;

    @Test
    void shouldReadAllFlights() {
        assertThat(flights).hasSize(20_000);
        assertThat(flights.get(0)).isEqualTo(new Flight(66, 1_750, "DTW", "LAS"));
        assertThat(flights.get(19_999)).isEqualTo(new Flight(-9, 83, "CLT", "GSO"));
        assertThat(flights).noneMatch(flight -> flight.origin().equals(flight.destination()));
        assertThat(FlightsExample.replay(flights, 0)).hasSize(224);
    }

    @Test
    @DisplayName("the replay has a known result, and another one if two dependent flights change places")
    void shouldDependOnTheOrder() {
        assertThat(FlightsExample.checksum(FlightsExample.replay(flights, FlightsExample.AIRCRAFT)))
                .isEqualTo(CHECKSUM);
        List<Flight> swapped = new ArrayList<>(flights);
        Collections.swap(swapped, 2, 3);
        assertThat(swapped.get(2).origin()).isEqualTo(swapped.get(3).origin());
        assertThat(FlightsExample.checksum(FlightsExample.replay(swapped, FlightsExample.AIRCRAFT)))
                .isNotEqualTo(CHECKSUM);
    }

    @ParameterizedTest(name = "{0} simulated aircraft")
    @ValueSource(ints = {0, 10, FlightsExample.AIRCRAFT})
    @DisplayName("R6: tasks run in order leave every airport as the replay does, bit for bit")
    void shouldEqualTheReplay(int aircraft) {
        List<Airport> expected = FlightsExample.replay(flights, aircraft);
        List<Airport> actual = FlightsExample.inOrder(flights, aircraft);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).bits())
                    .as(expected.get(i).code())
                    .containsExactly(expected.get(i).bits());
        }
        assertThat(FlightsExample.isSame(expected, actual)).isTrue();
    }

    @ParameterizedTest(name = "{0} carriers")
    @ValueSource(ints = {1, 2, 4})
    @DisplayName("R6: the result is the same for any number of workers")
    void shouldNotDependOnTheNumberOfWorkers(int carriers) throws Exception {
        List<String> printed = run("-Darenas.carriers=" + carriers);
        assertThat(printed.get(0)).isEqualTo("20,000 flights between 224 airports, " + carriers + " carriers");
        assertThat(printed)
                .contains(String.format("State of all airports: %016x, as replayed", CHECKSUM))
                .anyMatch(line -> line.startsWith("Replay "));
    }

    @Test
    void shouldFindTheLongestChain() {
        Flight ab = new Flight(0, 1, "A", "B");
        Flight bc = new Flight(0, 1, "B", "C");
        Flight cd = new Flight(0, 1, "C", "D");
        assertThat(FlightsExample.longestChain(List.of(ab, cd, bc))).isEqualTo(2);
        assertThat(FlightsExample.longestChain(List.of(ab, bc, cd))).isEqualTo(3);
    }

    /** The program in a JVM of its own, because the number of carriers is fixed for the life of one. */
    private List<String> run(String option) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Drounds=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlightsExample.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as("exit code; %s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
