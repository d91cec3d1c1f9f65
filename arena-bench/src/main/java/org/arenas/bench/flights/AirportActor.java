package org.arenas.bench.flights;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An airport as an actor. It gets its flights in order, those that leave and those that come in. One that comes in waits for
 * word from where it left, and everything behind it waits, too.
 */
final class AirportActor {
    private final Airport airport;
    private final Deque<Message> line = new ArrayDeque<>();

    /** What is known of flights that are not at the head of the line. */
    private final Map<Integer, Double> delays = new HashMap<>();

    private AirportActor(Airport airport) {
        this.airport = airport;
    }

    /** What an airport understands. */
    sealed interface Message permits Leave, ComeIn, HasLeft, Finish {}

    /** A flight leaves for there. */
    record Leave(Flight flight, ActorRef<Message> destination) implements Message {}

    /** A flight is to be expected. */
    record ComeIn(Flight flight) implements Message {}

    /** It has left, with that delay at its origin. */
    record HasLeft(int flight, double originDelay) implements Message {}

    /** Nothing comes after this: tells the end. */
    record Finish(Runnable ended) implements Message {}

    static Behavior<Message> of(Airport airport) {
        return Behaviors.setup(context -> {
            AirportActor actor = new AirportActor(airport);
            return Behaviors.receiveMessage(actor::receive);
        });
    }

    private Behavior<Message> receive(Message message) {
        if (message instanceof HasLeft left) {
            delays.put(left.flight(), left.originDelay());
        } else {
            line.add(message);
        }
        boolean ended = false;
        while (!line.isEmpty() && !ended && canDo(line.element())) {
            ended = done(line.remove());
        }
        return ended ? Behaviors.stopped() : Behaviors.same();
    }

    private boolean canDo(Message message) {
        return !(message instanceof ComeIn in) || delays.containsKey(in.flight().number());
    }

    /** {@return whether that was the end} */
    private boolean done(Message message) {
        if (message instanceof Leave leave) {
            double delay = airport.depart(leave.flight());
            leave.destination().tell(new HasLeft(leave.flight().number(), delay));
        } else if (message instanceof ComeIn in) {
            double delay = Objects.requireNonNull(delays.remove(in.flight().number()), "delay");
            airport.arrive(in.flight(), delay);
        } else {
            ((Finish) message).ended().run();
            return true;
        }
        return false;
    }
}
