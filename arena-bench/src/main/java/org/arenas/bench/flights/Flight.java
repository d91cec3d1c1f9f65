package org.arenas.bench.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * One of the flights of the recipe of that name, with its place in the order in which they left.
 *
 * @param number its place
 * @param delayMinutes how late it was
 * @param origin the number of an airport
 * @param destination the number of another one
 */
record Flight(int number, int delayMinutes, int origin, int destination) {
    private static final String FILE = "/flights/flights-20k.csv.gz";

    /** The columns of a line. */
    private static final int DELAY = 1;

    private static final int ORIGIN = 3;
    private static final int DESTINATION = 4;

    /** {@return all of them; airports are numbered as they come} */
    static List<Flight> all() {
        try (InputStream packed = Flight.class.getResourceAsStream(FILE)) {
            if (packed == null) {
                throw new IOException("no such resource on the class path: " + FILE);
            }
            List<String> lines = new BufferedReader(
                            new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
            Map<String, Integer> airports = new HashMap<>();
            Flight[] flights = new Flight[lines.size() - 1];
            for (int i = 0; i < flights.length; i++) {
                String[] columns = lines.get(i + 1).split(",", -1);
                flights[i] = new Flight(
                        i,
                        Integer.parseInt(columns[DELAY]),
                        number(columns[ORIGIN], airports),
                        number(columns[DESTINATION], airports));
            }
            return List.of(flights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String airport, Map<String, Integer> airports) {
        return airports.computeIfAbsent(airport, unused -> airports.size());
    }

    /** {@return how many airports they are between} */
    static int airports(List<Flight> flights) {
        return 1
                + flights.stream()
                        .mapToInt(flight -> Math.max(flight.origin, flight.destination))
                        .max()
                        .orElse(-1);
    }
}
