package org.arenas.examples.genomes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * K-mers as numbers: two bits a base (A=0, C=1, G=2, T=3), the first base in the highest bits, so that numeric order is
 * alphabetical order and the complement of a base is its code with both bits flipped.
 */
final class Kmers {
    static final int MIN_K = 1;
    /** 31 bases take 62 bits, which leaves every k-mer a non-negative {@code long}. */
    static final int MAX_K = 31;

    private static final byte[] LETTERS = "ACGT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CODES = codes();

    private Kmers() {}

    /** The code of a letter of either case, or a negative number if it is not A, C, G or T. */
    static int code(byte letter) {
        return CODES[letter & 0xff];
    }

    /** The bits that a k-mer may have. */
    static long mask(int k) {
        return (1L << (2 * k)) - 1;
    }

    static String toText(long kmer, int k) {
        byte[] text = new byte[k];
        long rest = kmer;
        for (int i = k - 1; i >= 0; i--) {
            text[i] = LETTERS[(int) (rest & 3)];
            rest >>>= 2;
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static byte[] codes() {
        byte[] codes = new byte[256];
        Arrays.fill(codes, (byte) -1);
        for (byte code = 0; code < LETTERS.length; code++) {
            codes[LETTERS[code]] = code;
            codes[LETTERS[code] + ('a' - 'A')] = code;
        }
        return codes;
    }
}
