package org.arenas.examples.shardedflights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenas.examples.flights.Flight;

/** The flights as events of their airports, in the order in which each airport has to see them. */
final class FlightPlan {
    private final Map<String, List<Step>> steps = new TreeMap<>();
    private final int events;

    /** One event of an airport: the start or the end of a flight. */
    record Step(int index, Flight flight, boolean isDeparture) {}

    FlightPlan(List<Flight> flights) {
        for (int i = 0; i < flights.size(); i++) {
            Flight flight = flights.get(i);
            at(flight.origin()).add(new Step(i, flight, true));
            at(flight.destination()).add(new Step(i, flight, false));
        }
        events = 2 * flights.size();
    }

    private List<Step> at(String airport) {
        return steps.computeIfAbsent(airport, unused -> new ArrayList<>());
    }

    /** The events of each airport. The first has the number 1. */
    Map<String, List<Step>> steps() {
        return Collections.unmodifiableMap(steps);
    }

    int events() {
        return events;
    }
}
