package org.arenas.examples.flights;

/**
 * What one airport knows. An ordinary object; it belongs to whoever holds its arena.
 *
 * <p>Each value depends on those before it, and floating-point sums depend on their order: two flights in the wrong order
 * at one airport change the last bits here, and soon those of every airport that is reached from here.
 */
public final class Airport {
    private static final double WEIGHT = 0.05;
    private static final double PASSED_ON = 0.3;
    private static final double SERVICE_MINUTES = 2;
    private static final double BITS_53 = 0x1.0p-53;

    private final String code;
    private long departures;
    private long arrivals;
    private double smoothedDelay;
    private double meanDistance;
    private double queueMinutes;

    /**
     * All that an airport knows, as a value.
     *
     * @param departures how many flights have left
     * @param arrivals how many have come in
     * @param smoothedDelay in minutes
     * @param meanDistance of those that have come in, in miles
     * @param queueMinutes the mean wait that is foreseen
     */
    public record State(
            long departures, long arrivals, double smoothedDelay, double meanDistance, double queueMinutes) {}

    Airport(String code) {
        this.code = code;
    }

    /**
     * An airport that knows something already.
     *
     * @param code its three letters
     * @param state what it knows
     */
    public Airport(String code, State state) {
        this.code = code;
        departures = state.departures;
        arrivals = state.arrivals;
        smoothedDelay = state.smoothedDelay;
        meanDistance = state.meanDistance;
        queueMinutes = state.queueMinutes;
    }

    /** {@return all that it knows} */
    public State state() {
        return new State(departures, arrivals, smoothedDelay, meanDistance, queueMinutes);
    }

    /**
     * A flight from one airport to another changes both.
     *
     * @param aircraft how many are simulated to foresee the queue at the destination: the work of a flight
     */
    static void fly(Flight flight, Airport origin, Airport destination, int aircraft) {
        double originDelay = origin.depart(flight);
        destination.arrive(flight, originDelay, aircraft);
    }

    /**
     * A flight leaves.
     *
     * @param flight from here
     * @return the smoothed delay here, of which the destination gets its part
     */
    public double depart(Flight flight) {
        departures++;
        smoothedDelay += WEIGHT * (flight.delayMinutes() - smoothedDelay);
        return smoothedDelay;
    }

    /**
     * A flight comes in.
     *
     * @param flight to here
     * @param originDelay the smoothed delay where it came from, when it left
     * @param aircraft how many are simulated
     */
    public void arrive(Flight flight, double originDelay, int aircraft) {
        double late = flight.delayMinutes() + PASSED_ON * originDelay + queueMinutes;
        arrivals++;
        smoothedDelay += WEIGHT * (late - smoothedDelay);
        meanDistance += (flight.distanceMiles() - meanDistance) / arrivals;
        queueMinutes = meanQueue(smoothedDelay, arrivals, aircraft);
    }

    /** The mean wait in a queue whose arrivals are the more irregular the greater the delay: Lindley's recursion. */
    private static double meanQueue(double delay, long seed, int aircraft) {
        double spread = SERVICE_MINUTES + Math.abs(delay) / 10;
        long random = seed;
        double wait = 0;
        double sum = 0;
        for (int i = 0; i < aircraft; i++) {
            random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            double gap = SERVICE_MINUTES + spread * ((random >>> 11) * BITS_53 - 0.4);
            wait = Math.max(0, wait + SERVICE_MINUTES - gap);
            sum += wait;
        }
        return aircraft == 0 ? 0 : sum / aircraft;
    }

    /** All that the airport knows, bit for bit. */
    long[] bits() {
        return new long[] {
            departures,
            arrivals,
            Double.doubleToRawLongBits(smoothedDelay),
            Double.doubleToRawLongBits(meanDistance),
            Double.doubleToRawLongBits(queueMinutes)
        };
    }

    /** {@return its three letters} */
    public String code() {
        return code;
    }

    long flights() {
        return departures + arrivals;
    }

    double smoothedDelay() {
        return smoothedDelay;
    }

    double meanDistance() {
        return meanDistance;
    }

    double queueMinutes() {
        return queueMinutes;
    }
}
