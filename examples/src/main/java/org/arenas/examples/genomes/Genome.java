package org.arenas.examples.genomes;

/**
 * The sequences of one FASTA file, as ASCII bytes without line ends; {@link #RECORD_BREAK} stands between two records,
 * so that no k-mer spans them.
 *
 * <p><b>Ownership.</b> The bytes are never written after construction and may be read from every thread.
 */
final class Genome {
    /** The byte between two records; like everything else that is no base, it ends a run of bases. */
    static final byte RECORD_BREAK = '>';

    private final String name;
    private final int records;
    private final long bases;
    private final byte[] sequence;

    /** Takes over {@code sequence}: the caller no longer touches it. */
    Genome(String name, int records, byte[] sequence) {
        this.name = name;
        this.records = records;
        this.bases = (long) sequence.length - Math.max(0, records - 1);
        this.sequence = sequence;
    }

    String name() {
        return name;
    }

    int records() {
        return records;
    }

    /** Letters of all records, those that are not A, C, G or T included. */
    long bases() {
        return bases;
    }

    /** Bytes of {@link #at}, record breaks included. */
    int length() {
        return sequence.length;
    }

    byte at(int index) {
        return sequence[index];
    }
}
