package org.arenas.bench.flights;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.InOrder;
import org.arenas.Ref;
import org.arenas.bench.ActorSystems;
import org.arenas.bench.Pools;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 20,000 flights change the airports where they leave and come in, some five microseconds of work each, in parallel, and every
 * bit of the result has to be that of flying them one after the other: flights that have no airport in common may fly at a
 * time, others only in their order.
 *
 * <ul>
 *   <li>{@code replay}: one thread, no library. What the others have to beat, or at least not to fall behind.
 *   <li>{@code behaviours}: an arena for each airport, a behaviour on two for each flight. Their order is that of scheduling.
 *   <li>{@code inOrder}: the same by an {@link InOrder}, which makes failures and output as in sequence, too.
 *   <li>{@code groupBorrows}: a thread that borrows both arenas for each flight. Borrows of several threads are in no order,
 *       so there is one thread, and the figure shows what 20,000 borrows of two add to {@code replay}.
 *   <li>{@code futures}: free threads as an expert lets them run, without a lock. A lock keeps two flights apart but in no
 *       order, so each flight is a future that begins after the last ones of both its airports.
 *   <li>{@code actors}: an actor for each airport, which gets its flights in order; the destination waits for word from the
 *       origin, and keeps what comes meanwhile. See {@link AirportActor}.
 * </ul>
 *
 * <p>There is no process pool. However the airports are divided between processes, every other flight begins in one and ends in
 * another, and what comes after it there waits for a number that has to come by a pipe: the way there takes longer than the
 * flight, and the longest chain of flights that need one another has 2,892 of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlightsBenchmark {
    private static final long DEADLINE_SECONDS = 60;

    /** How many aircraft are simulated for each flight: the work. */
    @Param("1000")
    public int aircraft;

    private List<Flight> flights;
    private int airports;
    private long expected;

    /** Reads the flights, and flies them once. */
    @Setup
    public void read() {
        flights = Flight.all();
        airports = Flight.airports(flights);
        expected = Airport.fingerprint(replayed());
    }

    /** The threads. */
    @State(Scope.Benchmark)
    public static class Threads {
        private final ForkJoinPool pool = new ForkJoinPool(Pools.threads());

        @TearDown
        public void stop() {
            Pools.stop(pool);
        }
    }

    /** Akka. */
    @State(Scope.Benchmark)
    public static class Actors {
        private final ActorSystem<Void> system = ActorSystems.create();
        private int started;

        @TearDown
        public void stop() {
            ActorSystems.stop(system);
        }
    }

    private long check(long fingerprint) {
        if (fingerprint != expected) {
            throw new IllegalStateException("not as replayed: expected=" + expected + ", is=" + fingerprint);
        }
        return fingerprint;
    }

    private List<Airport> open() {
        return IntStream.range(0, airports).mapToObj(i -> new Airport(aircraft)).toList();
    }

    private List<Ref<Airport>> openArenas() {
        return open().stream().map(FlightsBenchmark::own).toList();
    }

    private static Ref<Airport> own(Airport airport) {
        try (ExclusiveBorrow b = Arena.create("airport").borrow()) {
            return b.own(airport);
        }
    }

    /** A borrow does not overtake the behaviours that were scheduled before it. */
    private long closeAndCheck(List<Ref<Airport>> all) {
        List<Airport> free = new ArrayList<>();
        for (Ref<Airport> ref : all) {
            try (ExclusiveBorrow b = ref.arena().borrow()) {
                free.add(b.free(ref));
            }
            ref.arena().close();
        }
        return check(Airport.fingerprint(free));
    }

    private List<Airport> replayed() {
        List<Airport> all = open();
        for (Flight flight : flights) {
            Airport.fly(flight, all.get(flight.origin()), all.get(flight.destination()));
        }
        return all;
    }

    @Benchmark
    public long replay() {
        return check(Airport.fingerprint(replayed()));
    }

    @Benchmark
    public long behaviours() {
        List<Ref<Airport>> all = openArenas();
        for (Flight flight : flights) {
            Ref<Airport> origin = all.get(flight.origin());
            Ref<Airport> destination = all.get(flight.destination());
            Arenas.when(write(origin.arena()), write(destination.arena()))
                    .run(b -> Airport.fly(flight, b.get(origin), b.get(destination)));
        }
        return closeAndCheck(all);
    }

    @Benchmark
    public long inOrder() {
        List<Ref<Airport>> all = openArenas();
        try (InOrder<Void> inOrder = InOrder.create()) {
            for (Flight flight : flights) {
                Ref<Airport> origin = all.get(flight.origin());
                Ref<Airport> destination = all.get(flight.destination());
                inOrder.when(write(origin.arena()), write(destination.arena()))
                        .run(b -> Airport.fly(flight, b.get(origin), b.get(destination)));
            }
            inOrder.join();
        }
        return closeAndCheck(all);
    }

    @Benchmark
    public long groupBorrows() {
        List<Ref<Airport>> all = openArenas();
        for (Flight flight : flights) {
            Ref<Airport> origin = all.get(flight.origin());
            Ref<Airport> destination = all.get(flight.destination());
            try (Borrow b = Arenas.borrow(write(origin.arena()), write(destination.arena()))) {
                Airport.fly(flight, b.get(origin), b.get(destination));
            }
        }
        return closeAndCheck(all);
    }

    @Benchmark
    public long futures(Threads threads) throws Exception {
        List<Airport> all = open();
        CompletableFuture<?>[] last = new CompletableFuture<?>[airports];
        Arrays.fill(last, CompletableFuture.completedFuture(null));
        for (Flight flight : flights) {
            Airport origin = all.get(flight.origin());
            Airport destination = all.get(flight.destination());
            CompletableFuture<Void> flown = last[flight.origin()].runAfterBothAsync(
                    last[flight.destination()], () -> Airport.fly(flight, origin, destination), threads.pool);
            last[flight.origin()] = flown;
            last[flight.destination()] = flown;
        }
        CompletableFuture.allOf(last).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return check(Airport.fingerprint(all));
    }

    @Benchmark
    public long actors(Actors actors) throws InterruptedException {
        List<Airport> all = open();
        List<ActorRef<AirportActor.Message>> refs = all.stream()
                .map(airport -> actors.system.systemActorOf(
                        AirportActor.of(airport), "airport-" + actors.started++, Props.empty()))
                .toList();
        for (Flight flight : flights) {
            ActorRef<AirportActor.Message> destination = refs.get(flight.destination());
            refs.get(flight.origin()).tell(new AirportActor.Leave(flight, destination));
            destination.tell(new AirportActor.ComeIn(flight));
        }
        CountDownLatch ended = new CountDownLatch(refs.size());
        refs.forEach(ref -> ref.tell(new AirportActor.Finish(ended::countDown)));
        if (!ended.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("flights are still under way: airports=" + ended.getCount());
        }
        return check(Airport.fingerprint(all));
    }
}
