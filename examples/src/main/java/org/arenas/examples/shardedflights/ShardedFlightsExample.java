package org.arenas.examples.shardedflights;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.arenas.actors.sharding.ArenaSharding;
import org.arenas.examples.flights.Airport;
import org.arenas.examples.flights.Flight;
import org.arenas.examples.flights.FlightsExample;
import org.arenas.examples.process.WorkerProcess;
import org.arenas.examples.shardedflights.AirportMessage.FeederMessage;
import org.arenas.examples.shardedflights.AirportMessage.Seen;

/**
 * Lets 20,000 flights change their airports, which are spread over a cluster of three JVMs. One of them is killed in the
 * middle, and another one takes its place; the result is that of a sequential replay to the last bit, all the same.
 *
 * <p>Why to the last bit: floating-point sums depend on their order, and each airport processes its events in the order in
 * which a sequential replay would. One feeder numbers them; an airport processes the next number only, and a number once. An
 * arrival carries the one value that it takes from its origin, so it does not matter when the airports process their events
 * relative to each other. With several feeders, no two of which knew each other's order, the sums would agree only up to
 * their rounding errors.
 */
public final class ShardedFlightsExample {
    private static final int NODES = 3;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private ShardedFlightsExample() {}

    /**
     * Runs the recipe; the exit code is 1 if the airports are not as replayed. The system property {@code flights} says how
     * many there are.
     *
     * @param arguments none
     */
    public static void main(String... arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Flight> flights = Flight.all();
        int most = Math.min(flights.size(), Integer.getInteger("flights", flights.size()));
        if (!run(out, flights.subList(0, most), FlightsExample.AIRCRAFT)) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out, List<Flight> flights, int aircraft) throws Exception {
        Deque<WorkerProcess> nodes = new ArrayDeque<>();
        ActorSystem<Void> feeding = AirportNode.start("feeder", List.of());
        try {
            Address address = Cluster.get(feeding).selfMember().address();
            Cluster.get(feeding).manager().tell(Join.create(address));
            for (int i = 1; i <= NODES; i++) {
                nodes.add(startNode(address, "node " + i, aircraft));
            }
            awaitMembers(feeding, NODES + 1);
            FlightFeeder.Progress progress = new FlightFeeder.Progress();
            ArenaSharding airports = ArenaSharding.init(feeding, AirportEntity.type("feeder", aircraft));
            ActorRef<FeederMessage> unused = feeding.systemActorOf(
                    FlightFeeder.create(
                            new FlightPlan(flights),
                            code -> airports.entityRefFor(AirportEntity.KEY, code),
                            progress,
                            TICK),
                    "feeder",
                    Props.empty());

            await(CompletableFuture.anyOf(progress.third(), progress.done()));
            // The oldest: the one that says which airport is where.
            nodes.remove().close();
            nodes.add(startNode(address, "node " + (NODES + 1), aircraft));
            FlightFeeder.Outcome outcome = await(progress.done());
            return print(out, flights, outcome, aircraft);
        } finally {
            feeding.terminate();
            nodes.forEach(WorkerProcess::close);
            feeding.getWhenTerminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static WorkerProcess startNode(Address first, String name, int aircraft) throws IOException {
        return WorkerProcess.start(
                List.of("-Xmx192m", "-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow"),
                AirportNode.class,
                first.toString(),
                name,
                Integer.toString(aircraft));
    }

    private static void awaitMembers(ActorSystem<?> system, int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (up(system) < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("nodes do not join: members="
                        + Cluster.get(system).state().getMembers());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static long up(ActorSystem<?> system) {
        return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .count();
    }

    private static <R> R await(CompletableFuture<R> result) throws Exception {
        return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean print(PrintStream out, List<Flight> flights, FlightFeeder.Outcome outcome, int aircraft) {
        Map<String, Seen> seen = outcome.airports();
        List<Airport> actual = seen.values().stream()
                .map(airport -> new Airport(airport.airport(), airport.state()))
                .toList();
        boolean same = FlightsExample.isSame(FlightsExample.replay(flights, aircraft), actual);
        print(
                out,
                "%,d flights between %,d airports on %d nodes; node 1 was killed",
                flights.size(),
                seen.size(),
                NODES);
        print(out, "%-7s %9s %11s", "node", "airports", "flights");
        seen.values().stream()
                .collect(Collectors.groupingBy(Seen::node, TreeMap::new, Collectors.toList()))
                .forEach((node, there) -> print(
                        out,
                        "%-7s %,9d %,11d",
                        node,
                        there.size(),
                        there.stream().mapToLong(a -> a.state().departures()).sum()));
        print(
                out,
                "%,d events sent, %,d of them again; %,d came to an airport twice and counted once",
                outcome.sent(),
                outcome.again(),
                seen.values().stream().mapToLong(Seen::repeated).sum());
        print(
                out,
                "State of all airports: %016x, %s",
                FlightsExample.checksum(actual),
                same ? "as replayed" : "BUT NOT AS REPLAYED");
        return same;
    }

    private static void print(PrintStream out, String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
