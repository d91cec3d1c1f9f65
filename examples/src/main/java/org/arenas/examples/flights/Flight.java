package org.arenas.examples.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One flight.
 *
 * @param delayMinutes how late it was
 * @param distanceMiles how far it went
 * @param origin where it left, in three letters
 * @param destination where it went, in three letters
 */
public record Flight(int delayMinutes, int distanceMiles, String origin, String destination) {
    private static final String FILE = "/flights/flights-20k.csv.gz";
    private static final int COLUMNS = 5;

    /** {@return 20,000 flights in the United States from January to March 2001, in the order in which they left} */
    public static List<Flight> all() {
        try (InputStream packed = Flight.class.getResourceAsStream(FILE)) {
            if (packed == null) {
                throw new IOException("no such resource on the class path: " + FILE);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII));
            return lines.lines().skip(1).map(Flight::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line {@code date,delay_minutes,distance_miles,origin,destination}. */
    private static Flight parse(String line) {
        String[] columns = line.split(",", COLUMNS);
        return new Flight(Integer.parseInt(columns[1]), Integer.parseInt(columns[2]), columns[3], columns[4]);
    }
}
