package org.arenas.examples.genomes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads FASTA text: header lines that start with {@code >}, each followed by sequence lines of any length. Lines end
 * with LF, CR or both; blank lines and blanks within a line mean nothing; a header without a sequence is an empty record.
 *
 * <p><b>Thread-safety.</b> None; one reader reads one text.
 */
final class FastaReader {
    private static final int CHUNK = 1 << 16;
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8; // what every JVM can allocate

    private final String name;
    private byte[] sequence = new byte[CHUNK];
    private int length;
    private int records;
    private long line = 1;
    private boolean lineStart = true;
    private boolean inHeader;
    private boolean afterCr;

    private FastaReader(String name) {
        this.name = name;
    }

    /**
     * Reads {@code in} to its end.
     *
     * @param name what messages call the text
     * @throws BadInputException if it is no FASTA text
     */
    static Genome read(String name, InputStream in) throws IOException {
        FastaReader reader = new FastaReader(name);
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            for (int i = 0; i < n; i++) {
                reader.accept(chunk[i]);
            }
        }
        return new Genome(name, reader.records, Arrays.copyOf(reader.sequence, reader.length));
    }

    private void accept(byte b) {
        if (b == '\n' || b == '\r') {
            if (b == '\r' || !afterCr) {
                line++;
            }
            afterCr = b == '\r';
            lineStart = true;
            inHeader = false;
            return;
        }
        afterCr = false;
        if (lineStart && b == '>') {
            inHeader = true;
            if (records++ > 0) {
                append(Genome.RECORD_BREAK);
            }
        } else if (!inHeader && b != ' ' && b != '\t') {
            if (records == 0) {
                throw new BadInputException("text before the first header: file=" + name + ", line=" + line
                        + "; a FASTA file starts with a line like >name");
            }
            append(b);
        }
        lineStart = false;
    }

    private void append(byte b) {
        if (length == sequence.length) {
            if (length == MAX_LENGTH) {
                throw new BadInputException(
                        "file is too long: file=" + name + ", most bases=" + MAX_LENGTH + "; split it");
            }
            sequence = Arrays.copyOf(sequence, (int) Math.min(2L * length, MAX_LENGTH));
        }
        sequence[length++] = b;
    }
}
