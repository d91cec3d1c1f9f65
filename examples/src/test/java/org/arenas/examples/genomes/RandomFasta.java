package org.arenas.examples.genomes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** FASTA texts with everything that may stand in one: several records, all line ends, blank lines, lower case, N. */
final class RandomFasta {
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    private RandomFasta() {}

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String end = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
        int records = random.nextInt(5);
        int letters = 1 + random.nextInt(4); // few letters make k-mers repeat
        for (int record = 0; record < records; record++) {
            text.append('>')
                    .append(random.nextBoolean() ? "" : "seq>" + record + " ACGT")
                    .append(end);
            int lines = random.nextInt(6);
            for (int line = 0; line < lines; line++) {
                int length = random.nextInt(random.nextInt(10) == 0 ? 400 : 40);
                for (int i = 0; i < length; i++) {
                    text.append(letter(random, letters));
                }
                text.append(end);
            }
        }
        if (text.length() > 0 && random.nextBoolean()) {
            text.setLength(text.length() - end.length()); // no line end at the end of the file
        }
        return text.toString();
    }

    static Genome parse(String text) {
        try {
            return FastaReader.read("test", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char letter(Random random, int letters) {
        if (random.nextInt(60) == 0) {
            return "NRYnK-*>x".charAt(random.nextInt(9));
        }
        return (random.nextInt(8) == 0 ? "acgt" : "ACGT").charAt(random.nextInt(letters));
    }
}
