package org.arenas.examples.shardedflights;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenas.actors.sharding.ArenaState;
import org.arenas.examples.flights.Airport;
import org.arenas.examples.shardedflights.AirportMessage.Arrive;
import org.arenas.examples.shardedflights.AirportMessage.Depart;
import org.arenas.examples.shardedflights.AirportMessage.Event;

/**
 * An airport, and what is needed to process each of its events once: the number of the last one, and the answers that may
 * have to be given again. An ordinary object in the arena of the airport's entity.
 */
final class AirportDesk {
    private final Airport airport;
    private final TreeMap<Long, Double> answers = new TreeMap<>();
    private long last;
    private long repeated;

    /** What is kept when the entity goes elsewhere. */
    record State(Airport.State airport, List<Answer> answers, long last, long repeated) {}

    /** To the departure with this number. */
    record Answer(long number, double originDelay) {}

    private AirportDesk(String code, State state) {
        airport = new Airport(code, state.airport());
        state.answers().forEach(answer -> answers.put(answer.number(), answer.originDelay()));
        last = state.last();
        repeated = state.repeated();
    }

    static ArenaState<AirportDesk> kept() {
        State nothing = new State(new Airport.State(0, 0, 0, 0, 0), List.of(), 0, 0);
        return ArenaState.records(
                State.class, code -> new AirportDesk(code, nothing), AirportDesk::state, AirportDesk::new);
    }

    private State state() {
        List<Answer> given = answers.entrySet().stream()
                .map(answer -> new Answer(answer.getKey(), answer.getValue()))
                .toList();
        return new State(airport.state(), given, last, repeated);
    }

    /** Whether events that come before this one are missing. */
    boolean isAhead(Event event) {
        return event.number() > last + 1;
    }

    /** Processes an event that is not ahead, unless that was done before. */
    void process(Event event, int aircraft) {
        answers.headMap(event.heard(), true).clear();
        if (event.number() <= last) {
            repeated++;
            return;
        }
        last = event.number();
        if (event instanceof Depart depart) {
            answers.put(last, airport.depart(depart.flight()));
        } else if (event instanceof Arrive arrive) {
            airport.arrive(arrive.flight(), arrive.originDelay(), aircraft);
        }
    }

    /** The answers of which the feeder may not know, by number. */
    Map<Long, Double> answers() {
        return answers;
    }

    long last() {
        return last;
    }

    long repeated() {
        return repeated;
    }

    Airport airport() {
        return airport;
    }
}
