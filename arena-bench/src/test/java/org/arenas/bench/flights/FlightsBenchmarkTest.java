package org.arenas.bench.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every model flies as in sequence")
class FlightsBenchmarkTest {
    private static final int RUNS = 2;
    private static final int AIRCRAFT = 10;

    /** A run throws if its result is not that of the replay. */
    @Test
    void shouldFlyInEveryModel() throws Exception {
        FlightsBenchmark benchmark = new FlightsBenchmark();
        benchmark.aircraft = AIRCRAFT;
        benchmark.read();
        FlightsBenchmark.Threads threads = new FlightsBenchmark.Threads();
        FlightsBenchmark.Actors actors = new FlightsBenchmark.Actors();
        Set<Long> fingerprints = new HashSet<>();
        try {
            for (int run = 0; run < RUNS; run++) {
                for (Callable<Long> model : List.<Callable<Long>>of(
                        benchmark::replay,
                        benchmark::behaviours,
                        benchmark::inOrder,
                        benchmark::groupBorrows,
                        () -> benchmark.futures(threads),
                        () -> benchmark.actors(actors))) {
                    fingerprints.add(model.call());
                }
            }
        } finally {
            threads.stop();
            actors.stop();
        }
        assertThat(fingerprints).hasSize(1);
    }

    private static long fly(List<Flight> flights) {
        List<Airport> airports = IntStream.range(0, Flight.airports(flights))
                .mapToObj(i -> new Airport(AIRCRAFT))
                .toList();
        flights.forEach(
                flight -> Airport.fly(flight, airports.get(flight.origin()), airports.get(flight.destination())));
        return Airport.fingerprint(airports);
    }

    @Test
    void shouldNotTakeAnotherOrderForTheSame() {
        List<Flight> flights = Flight.all();
        List<Flight> swapped = new ArrayList<>(flights);
        int at = IntStream.range(1, flights.size())
                .filter(i -> flights.get(i).destination() == flights.get(i - 1).destination()
                        && flights.get(i).delayMinutes() != flights.get(i - 1).delayMinutes())
                .findFirst()
                .orElseThrow();
        Collections.swap(swapped, at, at - 1);
        assertThat(fly(swapped)).isNotEqualTo(fly(flights));
    }

    @Test
    void shouldReadAllOfThem() {
        assertThat(Flight.all()).hasSize(20_000);
        assertThat(Flight.airports(Flight.all())).isEqualTo(224);
    }
}
