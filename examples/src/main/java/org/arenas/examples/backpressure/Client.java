package org.arenas.examples.backpressure;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.arenas.examples.flights.Flight;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the route of each of its flights, a number of them at a time: its window. A careful client does as TCP does. It
 * adds one to the window when a whole window was answered, halves it when it hears that the service is busy, or nothing, and
 * asks again until it has all answers. An impatient one has the same window all the time and does not ask twice.
 */
final class Client {
    private static final int CAREFUL_WINDOW = 32;
    private static final int IMPATIENT_WINDOW = 100;
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final ActorContext<Event> context;
    private final ActorRef<DelayService.Request> service;
    private final boolean isCareful;
    private final CompletableFuture<Report> report;
    private final Queue<Flight> toAsk;
    private double window;
    private int waiting;
    private int cuts;
    private int answered;
    private int refused;
    private int lost;
    private double minutes;

    /** What comes of a request, made by the ask. */
    sealed interface Event permits Answered, Refused {}

    private record Answered(DelayService.Answer answer) implements Event {}

    private record Refused(Flight flight, int cuts, Throwable why) implements Event {}

    /**
     * What came of all requests.
     *
     * @param minutes the mean delays of all answers, added up
     * @param window at the end
     */
    record Report(int answered, int refused, int lost, double minutes, double window) {}

    private Client(
            ActorContext<Event> context,
            ActorRef<DelayService.Request> service,
            Iterable<Flight> flights,
            boolean isCareful,
            CompletableFuture<Report> report) {
        this.context = context;
        this.service = service;
        this.isCareful = isCareful;
        this.report = report;
        this.toAsk = new ArrayDeque<>();
        flights.forEach(toAsk::add);
        this.window = isCareful ? CAREFUL_WINDOW : IMPATIENT_WINDOW;
    }

    static Behavior<Event> create(
            ActorRef<DelayService.Request> service,
            Iterable<Flight> flights,
            boolean isCareful,
            CompletableFuture<Report> report) {
        return Behaviors.setup(context -> {
            Client client = new Client(context, service, flights, isCareful, report);
            client.ask();
            return Behaviors.receive(Event.class)
                    .onMessage(Answered.class, client::answered)
                    .onMessage(Refused.class, client::refused)
                    .build();
        });
    }

    private void ask() {
        for (Flight next = next(); next != null; next = next()) {
            Flight flight = next;
            int before = cuts;
            waiting++;
            context.askWithStatus(
                    DelayService.Answer.class,
                    service,
                    TIMEOUT,
                    replyTo -> new DelayService.Request(flight.origin(), flight.destination(), replyTo),
                    (answer, failure) -> answer == null ? new Refused(flight, before, failure) : new Answered(answer));
        }
    }

    private @Nullable Flight next() {
        return waiting < (int) window ? toAsk.poll() : null;
    }

    private Behavior<Event> answered(Answered event) {
        waiting--;
        answered++;
        minutes += event.answer().meanDelay();
        if (isCareful) {
            window += 1 / window;
        }
        return goOn();
    }

    private Behavior<Event> refused(Refused event) {
        waiting--;
        if (event.why() instanceof TimeoutException) {
            lost++;
        } else {
            refused++;
        }
        if (isCareful) {
            toAsk.add(event.flight());
            // Once for all that were under way at the time.
            if (event.cuts() == cuts) {
                window = Math.max(1, window / 2);
                cuts++;
            }
        }
        return goOn();
    }

    private Behavior<Event> goOn() {
        if (toAsk.isEmpty() && waiting == 0) {
            report.complete(new Report(answered, refused, lost, minutes, window));
            return Behaviors.stopped();
        }
        ask();
        return Behaviors.same();
    }
}
