package org.arenas.examples.flights;

import static org.arenas.Access.write;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.InOrder;
import org.arenas.Ref;

/**
 * Lets 20,000 flights change the airports they touch, on all processors, and shows that the result is that of a
 * sequential replay to the last bit: an {@link InOrder} runs its tasks in the order in which they were added wherever that
 * matters.
 *
 * <p>Options are system properties: {@code aircraft}, how much work a flight is (0 shows what the scheduling costs);
 * {@code rounds}, how often the time is taken; and {@code arenas.carriers}, the number of threads.
 */
public final class FlightsExample {
    /** About five microseconds of work for each flight. */
    public static final int AIRCRAFT = 1_000;

    private static final int ROUNDS = 7;
    private static final int SHOWN = 8;

    private FlightsExample() {}

    /** Runs on the standard output; the exit code is 1 if the results differ. */
    public static void main(String[] args) {
        if (!run(System.out, Integer.getInteger("aircraft", AIRCRAFT), Integer.getInteger("rounds", ROUNDS))) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out, int aircraft, int rounds) {
        List<Flight> flights = Flight.all();
        List<Airport> expected = replay(flights, aircraft);
        List<Airport> actual = inOrder(flights, aircraft);
        boolean same = isSame(expected, actual);

        print(out, "%,d flights between %,d airports, %d carriers", flights.size(), actual.size(), carriers());
        print(out, "%-7s %8s %15s %14s %12s", "airport", "flights", "smoothed delay", "mean distance", "queue");
        actual.stream()
                .sorted(Comparator.comparingDouble(Airport::smoothedDelay).reversed())
                .limit(SHOWN)
                .forEach(a -> print(
                        out,
                        "%-7s %,8d %11.2f min %,11.1f mi %8.2f min",
                        a.code(),
                        a.flights(),
                        a.smoothedDelay(),
                        a.meanDistance(),
                        a.queueMinutes()));
        print(out, "State of all airports: %016x, %s", checksum(actual), same ? "as replayed" : "BUT NOT AS REPLAYED");
        if (same) {
            int chain = longestChain(flights);
            print(
                    out,
                    "Longest chain of flights that need one another: %,d, so at most %.1f at a time",
                    chain,
                    (double) flights.size() / chain);
            time(out, flights, aircraft, rounds);
        }
        return same;
    }

    /**
     * One flight after the other, without the library.
     *
     * @param flights in the order in which they left
     * @param aircraft how much work each of them is
     * @return the airports, in the order of their codes
     */
    public static List<Airport> replay(List<Flight> flights, int aircraft) {
        Map<String, Airport> airports = new TreeMap<>();
        for (Flight flight : flights) {
            Airport origin = airports.computeIfAbsent(flight.origin(), Airport::new);
            Airport destination = airports.computeIfAbsent(flight.destination(), Airport::new);
            Airport.fly(flight, origin, destination, aircraft);
        }
        return List.copyOf(airports.values());
    }

    /** An arena for each airport, a task for each flight; the loop is the same. */
    static List<Airport> inOrder(List<Flight> flights, int aircraft) {
        Map<String, Ref<Airport>> airports = new TreeMap<>();
        try (InOrder<Void> inOrder = InOrder.create()) {
            for (Flight flight : flights) {
                Ref<Airport> origin = airports.computeIfAbsent(flight.origin(), FlightsExample::open);
                Ref<Airport> destination = airports.computeIfAbsent(flight.destination(), FlightsExample::open);
                inOrder.when(write(origin.arena()), write(destination.arena()))
                        .run(b -> Airport.fly(flight, b.get(origin), b.get(destination), aircraft));
            }
            inOrder.join();
            return airports.values().stream().map(FlightsExample::takeOut).toList();
        } finally {
            airports.values().forEach(a -> a.arena().close());
        }
    }

    private static Ref<Airport> open(String code) {
        Arena arena = Arena.create(code);
        try (ExclusiveBorrow b = arena.borrow()) {
            return b.own(new Airport(code));
        }
    }

    /** The object itself, which belongs to no arena from now on. */
    private static Airport takeOut(Ref<Airport> airport) {
        try (ExclusiveBorrow b = airport.arena().borrow()) {
            return b.free(airport);
        }
    }

    /**
     * Whether two runs have had the same result, bit for bit.
     *
     * @param one airports in the order of their codes
     * @param other airports in the order of their codes
     * @return whether nothing differs
     */
    public static boolean isSame(List<Airport> one, List<Airport> other) {
        return one.size() == other.size() && Arrays.equals(bits(one), bits(other));
    }

    /**
     * Of the state of all airports.
     *
     * @param airports in the order of their codes
     * @return the same for the same bits
     */
    public static long checksum(Collection<Airport> airports) {
        long sum = 0;
        for (long bits : bits(airports)) {
            sum = Long.rotateLeft(sum, 5) * 0x9E37_79B9_7F4A_7C15L + bits;
        }
        return sum;
    }

    private static long[] bits(Collection<Airport> airports) {
        return airports.stream().flatMapToLong(a -> Arrays.stream(a.bits())).toArray();
    }

    /** How many flights must follow one another at least, however many threads there are. */
    static int longestChain(List<Flight> flights) {
        Map<String, Integer> lengths = new HashMap<>();
        int longest = 0;
        for (Flight flight : flights) {
            int length = 1
                    + Math.max(lengths.getOrDefault(flight.origin(), 0), lengths.getOrDefault(flight.destination(), 0));
            lengths.put(flight.origin(), length);
            lengths.put(flight.destination(), length);
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static void time(PrintStream out, List<Flight> flights, int aircraft, int rounds) {
        long[] replays = new long[rounds];
        long[] inOrders = new long[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long replay = nanos(() -> replay(flights, aircraft));
            long parallel = nanos(() -> inOrder(flights, aircraft));
            if (round >= 0) {
                replays[round] = replay;
                inOrders[round] = parallel;
            }
        }
        Arrays.sort(replays);
        Arrays.sort(inOrders);
        double replay = replays[rounds / 2] / 1e6;
        double parallel = inOrders[rounds / 2] / 1e6;
        print(
                out,
                "Replay %.1f ms, in order on the carriers %.1f ms: %.2f times the replay (median of %d)",
                replay,
                parallel,
                parallel / replay,
                rounds);
    }

    private static long nanos(Supplier<List<Airport>> work) {
        long start = System.nanoTime();
        List<Airport> unused = work.get();
        return System.nanoTime() - start;
    }

    private static int carriers() {
        return Integer.getInteger("arenas.carriers", Runtime.getRuntime().availableProcessors());
    }

    private static void print(PrintStream out, String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
