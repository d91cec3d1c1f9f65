package org.arenas.examples.shardedflights;

import akka.actor.typed.ActorRef;
import org.arenas.actors.RemoteMessage;
import org.arenas.examples.flights.Airport;
import org.arenas.examples.flights.Flight;

/** What an airport is told. */
sealed interface AirportMessage extends RemoteMessage {
    /**
     * What happens at an airport. The events of an airport are numbered from 1, and each may come several times.
     */
    sealed interface Event extends AirportMessage {
        /** {@return its number at this airport} */
        long number();

        /** {@return up to which number the feeder has got all answers} */
        long heard();

        /** {@return who has sent it} */
        ActorRef<FeederMessage> replyTo();
    }

    /** A flight leaves. Is answered with what its destination needs to know. */
    record Depart(long number, long heard, Flight flight, ActorRef<FeederMessage> replyTo) implements Event {}

    /** A flight comes in. */
    record Arrive(long number, long heard, Flight flight, double originDelay, ActorRef<FeederMessage> replyTo)
            implements Event {}

    /** Asks for all that the airport knows. */
    record Look(ActorRef<FeederMessage> replyTo) implements AirportMessage {}

    /** What the feeder of the events is told. */
    sealed interface FeederMessage extends RemoteMessage {}

    /** A flight has left. The same event has the same answer, however often, wherever and when it is processed. */
    record Departed(String airport, long number, double originDelay) implements FeederMessage {}

    /** All events up to this one would survive the death of the airport's node. */
    record Safe(String airport, long number) implements FeederMessage {}

    /** The airport wants this event next, and has got a later one. */
    record Wants(String airport, long number) implements FeederMessage {}

    /** All that an airport knows, where it is, and how many events have come to it more than once. */
    record Seen(String airport, String node, Airport.State state, long repeated) implements FeederMessage {}

    /** Time has passed. From the feeder to itself. */
    enum Tick implements FeederMessage {
        /** The one. */
        TICK
    }
}
