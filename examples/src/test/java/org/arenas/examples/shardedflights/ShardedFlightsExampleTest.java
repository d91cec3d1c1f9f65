package org.arenas.examples.shardedflights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.arenas.examples.flights.Flight;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(110)
class ShardedFlightsExampleTest {
    private static final int FLIGHTS = 4_000;

    @Test
    @DisplayName(
            "a cluster that loses a node and gets another ends with the airports of a sequential replay, bit for bit")
    void shouldEqualTheReplay() throws Exception {
        List<Flight> flights = Flight.all().subList(0, FLIGHTS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean same = ShardedFlightsExample.run(new PrintStream(out, true, StandardCharsets.UTF_8), flights, 10);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(same).as("%s", lines).isTrue();
        assertThat(lines.get(0)).startsWith("4,000 flights between ").endsWith(" on 3 nodes; node 1 was killed");
        assertThat(lines).anyMatch(line -> line.startsWith("node 2 ")).noneMatch(line -> line.startsWith("node 1 "));
        assertThat(lines.get(lines.size() - 1)).endsWith(", as replayed");
    }
}
