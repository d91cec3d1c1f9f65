package org.arenas.examples.shardedflights;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.arenas.examples.shardedflights.AirportMessage.Arrive;
import org.arenas.examples.shardedflights.AirportMessage.Depart;
import org.arenas.examples.shardedflights.AirportMessage.Departed;
import org.arenas.examples.shardedflights.AirportMessage.FeederMessage;
import org.arenas.examples.shardedflights.AirportMessage.Look;
import org.arenas.examples.shardedflights.AirportMessage.Safe;
import org.arenas.examples.shardedflights.AirportMessage.Seen;
import org.arenas.examples.shardedflights.AirportMessage.Tick;
import org.arenas.examples.shardedflights.AirportMessage.Wants;

/**
 * Sends the events of all airports, each airport's in their order, and sends again what is not known to be safe after a
 * while. An arrival waits for the answer to its departure.
 */
final class FlightFeeder extends AbstractBehavior<FeederMessage> {
    /** After how many ticks without a word from an airport its events are sent again. */
    private static final int PATIENCE_TICKS = 4;

    private final Map<String, AirportLine> lines = new TreeMap<>();
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Departures departures;
    private final Progress progress;
    private final int events;
    private long safe;
    private long sent;
    private long again;
    private boolean looking;

    /**
     * What others wait for.
     *
     * @param third completes when a third of all events is safe
     * @param done completes when all have happened
     */
    record Progress(CompletableFuture<Void> third, CompletableFuture<Outcome> done) {
        Progress() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    /**
     * What has come of it.
     *
     * @param airports what each knows at the end
     * @param sent how many messages it took
     * @param again how many of them were sent again
     */
    record Outcome(Map<String, Seen> airports, long sent, long again) {}

    private FlightFeeder(
            ActorContext<FeederMessage> context,
            FlightPlan plan,
            Function<String, EntityRef<AirportMessage>> airports,
            Progress progress) {
        super(context);
        this.progress = progress;
        this.events = plan.events();
        this.departures = new Departures(events / 2);
        plan.steps()
                .forEach((code, steps) -> lines.put(code, new AirportLine(airports.apply(code), steps, departures)));
    }

    /** The feeder, which looks every so often whether something has to be sent again. */
    static Behavior<FeederMessage> create(
            FlightPlan plan, Function<String, EntityRef<AirportMessage>> airports, Progress progress, Duration tick) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.TICK, tick);
            FlightFeeder feeder = new FlightFeeder(context, plan, airports, progress);
            feeder.lines.values().forEach(feeder::send);
            return feeder;
        }));
    }

    @Override
    public Receive<FeederMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Departed.class, this::departed)
                .onMessage(Safe.class, this::safe)
                .onMessage(Wants.class, this::wants)
                .onMessage(Seen.class, this::seen)
                .onMessage(Tick.class, this::tick)
                .build();
    }

    private void send(AirportLine line) {
        ActorRef<FeederMessage> self = getContext().getSelf();
        while (line.maySend()) {
            FlightPlan.Step step = line.step();
            line.airport()
                    .tell(
                            step.isDeparture()
                                    ? new Depart(line.number(), line.heard(), step.flight(), self)
                                    : new Arrive(
                                            line.number(),
                                            line.heard(),
                                            step.flight(),
                                            departures.delay(step.index()),
                                            self));
            sent++;
            if (line.sent()) {
                again++;
            }
        }
    }

    private Behavior<FeederMessage> departed(Departed departed) {
        AirportLine origin = line(departed.airport());
        FlightPlan.Step step = origin.step(departed.number());
        if (!departures.isSame(step.index(), departed.originDelay())) {
            return failed("flight has left twice, with different delays: " + departed + ", " + step);
        }
        send(origin);
        send(line(step.flight().destination()));
        return lookIfDone();
    }

    private Behavior<FeederMessage> safe(Safe message) {
        AirportLine line = line(message.airport());
        long before = safe;
        safe += line.safe(message.number());
        if (before < events / 3 && safe >= events / 3) {
            progress.third().complete(null);
        }
        send(line);
        return lookIfDone();
    }

    private Behavior<FeederMessage> wants(Wants message) {
        AirportLine line = line(message.airport());
        if (line.isSafe(message.number())) {
            return failed("airport has forgotten what was safe: " + message);
        }
        line.wants(message.number());
        send(line);
        return this;
    }

    private Behavior<FeederMessage> tick(Tick tick) {
        for (Map.Entry<String, AirportLine> entry : lines.entrySet()) {
            if (entry.getValue().isStuck(PATIENCE_TICKS)) {
                send(entry.getValue());
            }
            if (looking && !seen.containsKey(entry.getKey())) {
                entry.getValue().airport().tell(new Look(getContext().getSelf()));
            }
        }
        return this;
    }

    private Behavior<FeederMessage> lookIfDone() {
        if (!looking && safe == events && departures.areAllKnown()) {
            looking = true;
            lines.values()
                    .forEach(line -> line.airport().tell(new Look(getContext().getSelf())));
        }
        return this;
    }

    private Behavior<FeederMessage> seen(Seen airport) {
        seen.put(airport.airport(), airport);
        if (seen.size() < lines.size()) {
            return this;
        }
        progress.done().complete(new Outcome(seen, sent, again));
        return Behaviors.stopped();
    }

    private Behavior<FeederMessage> failed(String why) {
        progress.done().completeExceptionally(new IllegalStateException(why));
        return Behaviors.stopped();
    }

    private AirportLine line(String code) {
        AirportLine line = lines.get(code);
        if (line == null) {
            throw new IllegalArgumentException("no such airport: code=" + code);
        }
        return line;
    }
}
