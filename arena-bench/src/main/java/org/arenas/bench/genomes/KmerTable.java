package org.arenas.bench.genomes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often each k-mer occurs: a hash table of longs that probes linearly. A k-mer and its reverse complement are the same;
 * the lesser of the two stands for both.
 *
 * <p><b>Thread-safety.</b> None.
 */
final class KmerTable {
    private static final int K = 21;
    private static final int TOP = 2 * (K - 1);
    private static final long MASK = (1L << (2 * K)) - 1;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int LEAST_SLOTS = 1 << 10;
    private static final byte[] CODES = codes();

    /** In each slot a k-mer and its count, which is 0 in a free slot. */
    private long[] slots = new long[2 * LEAST_SLOTS];

    private int distinct;

    /** What is done with a k-mer. */
    interface Sink {
        void add(long kmer);
    }

    private static byte[] codes() {
        byte[] codes = new byte[128];
        Arrays.fill(codes, (byte) -1);
        for (int code = 0; code < 4; code++) {
            codes["ACGT".charAt(code)] = (byte) code;
        }
        return codes;
    }

    /** Hands out all k-mers of a genome, of which letters other than A, C, G and T are no part. */
    static void forEach(byte[] genome, Sink sink) {
        long forward = 0;
        long reverse = 0;
        int run = 0;
        for (byte letter : genome) {
            int code = CODES[letter];
            if (code < 0) {
                run = 0;
                continue;
            }
            forward = ((forward << 2) | code) & MASK;
            reverse = (reverse >>> 2) | ((3L - code) << TOP);
            if (++run >= K) {
                sink.add(Math.min(forward, reverse));
            }
        }
    }

    void count(byte[] genome) {
        forEach(genome, kmer -> add(kmer, 1));
    }

    /** Adds the first of them, once each. */
    void addAll(long[] kmers, int length) {
        for (int i = 0; i < length; i++) {
            add(kmers[i], 1);
        }
    }

    /**
     * Adds what another table has counted. It comes in the order of its hash, so that a smaller table would fill up in one
     * place first: this one grows before.
     */
    void addAll(KmerTable other) {
        if (other.slots.length > slots.length) {
            grow(other.slots.length);
        }
        for (int at = 0; at < other.slots.length; at += 2) {
            if (other.slots[at + 1] != 0) {
                add(other.slots[at], other.slots[at + 1]);
            }
        }
    }

    private void add(long kmer, long count) {
        int at = find(kmer);
        if (slots[at + 1] == 0) {
            slots[at] = kmer;
            distinct++;
        }
        slots[at + 1] += count;
        if (4 * distinct > slots.length) {
            grow(2 * slots.length);
        }
    }

    /** The slot of a k-mer, or the free one where it belongs. */
    private int find(long kmer) {
        int last = slots.length - 2;
        int at = (int) ((kmer * GOLDEN) >>> Long.numberOfLeadingZeros(last)) & last;
        while (slots[at + 1] != 0 && slots[at] != kmer) {
            at = (at + 2) & last;
        }
        return at;
    }

    private void grow(int length) {
        long[] old = slots;
        slots = new long[length];
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                int to = find(old[at]);
                slots[to] = old[at];
                slots[to + 1] = old[at + 1];
            }
        }
    }

    /** {@return a number that depends on every count, and not on the order in which they were added} */
    long fingerprint() {
        long sum = distinct;
        for (int at = 0; at < slots.length; at += 2) {
            sum += ((slots[at] * GOLDEN) ^ (slots[at] >>> 17)) * slots[at + 1];
        }
        return sum;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(distinct);
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at + 1] != 0) {
                out.writeLong(slots[at]);
                out.writeInt((int) slots[at + 1]);
            }
        }
    }

    /** Adds what another process has written. */
    void addAll(DataInput in) throws IOException {
        int count = in.readInt();
        int length = slots.length;
        while (length < 4 * count) {
            length *= 2;
        }
        if (length > slots.length) {
            grow(length);
        }
        for (int i = 0; i < count; i++) {
            long kmer = in.readLong();
            add(kmer, in.readInt());
        }
    }
}
