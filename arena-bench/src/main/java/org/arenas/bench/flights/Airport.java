package org.arenas.bench.flights;

import java.util.Collection;

/**
 * What an airport knows: numbers each of which depends on those before it, so that two flights in the wrong order change the
 * last bits, here and soon everywhere.
 *
 * <p><b>Thread-safety.</b> None.
 */
final class Airport {
    private static final double WEIGHT = 0.05;
    private static final double PASSED_ON = 0.3;
    private static final double SERVICE_MINUTES = 2;
    private static final double BITS_53 = 0x1.0p-53;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    /** How many aircraft are simulated for each flight that comes in: some five microseconds of work. */
    private final int aircraft;

    private long flights;
    private double delay;
    private double queueMinutes;

    Airport(int aircraft) {
        this.aircraft = aircraft;
    }

    static void fly(Flight flight, Airport origin, Airport destination) {
        destination.arrive(flight, origin.depart(flight));
    }

    /** {@return the delay here, of which the destination gets its part} */
    double depart(Flight flight) {
        flights++;
        delay += WEIGHT * (flight.delayMinutes() - delay);
        return delay;
    }

    void arrive(Flight flight, double originDelay) {
        double late = flight.delayMinutes() + PASSED_ON * originDelay + queueMinutes;
        flights++;
        delay += WEIGHT * (late - delay);
        queueMinutes = meanQueue();
    }

    /** The mean wait in a queue, the longer the more irregular the arrivals: Lindley's recursion. */
    private double meanQueue() {
        double spread = SERVICE_MINUTES + Math.abs(delay) / 10;
        long random = flights;
        double wait = 0;
        double sum = 0;
        for (int i = 0; i < aircraft; i++) {
            random = random * MULTIPLIER + 1;
            double gap = SERVICE_MINUTES + spread * ((random >>> 11) * BITS_53 - 0.4);
            wait = Math.max(0, wait + SERVICE_MINUTES - gap);
            sum += wait;
        }
        return sum / Math.max(1, aircraft);
    }

    /** {@return a number that depends on every bit of every airport} */
    static long fingerprint(Collection<Airport> airports) {
        long sum = 0;
        for (Airport airport : airports) {
            sum = mix(sum, airport.flights);
            sum = mix(sum, Double.doubleToRawLongBits(airport.delay));
            sum = mix(sum, Double.doubleToRawLongBits(airport.queueMinutes));
        }
        return sum;
    }

    private static long mix(long sum, long bits) {
        return Long.rotateLeft(sum, 5) * GOLDEN + bits;
    }
}
