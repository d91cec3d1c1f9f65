package org.arenas.bench.genomes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The genomes of the recipe of that name: 46 coronaviruses of some 30,000 bases each, one record a file. */
final class Genomes {
    private static final String FOLDER = "/genomes/";

    private Genomes() {}

    /** {@return the letters of each} */
    static List<byte[]> all() {
        try (BufferedReader index =
                new BufferedReader(new InputStreamReader(open("index.txt"), StandardCharsets.US_ASCII))) {
            return index.lines().map(Genomes::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String name) {
        StringBuilder bases = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(open(name)), StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith(">")).forEach(bases::append);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bases.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Genomes.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IOException("no such resource on the class path: " + FOLDER + name);
        }
        return in;
    }
}
