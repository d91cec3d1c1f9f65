package org.arenas.examples.genomes;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * How often each k-mer was seen: an open-addressing hash table from {@code long} to {@code long}.
 *
 * <p><b>Ownership.</b> A plain mutable object without a lock. It belongs to one worker at a time.
 */
final class KmerCounts {
    /*
     * Overview. Linear probing in one array: table[2i] is the k-mer and table[2i + 1] its count, so that a step touches
     * one cache line. A count of zero marks a free slot; every k-mer, AAA... = 0 included, is a valid key. Nothing is
     * ever removed.
     *
     * Load. At most half of the slots are taken. addAll walks the other table in hash order, which is also the order of
     * this table; with fewer slots here than there, one end of this table would fill up before the rest (long probes,
     * quadratic time). So addAll first grows this table to at least the size of the other.
     */
    private static final int MIN_SLOTS = 1 << 10;
    private static final int MAX_SLOTS = 1 << 29;
    private static final int BATCH = 512;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** What {@link #forEach} calls. */
    @FunctionalInterface
    interface Visitor {
        void visit(long kmer, long count);
    }

    private final int k;
    private long[] table;
    private int shift;
    private int distinct;
    private long total;

    KmerCounts(int k) {
        this.k = k;
        this.table = new long[2 * MIN_SLOTS];
        this.shift = shiftOf(MIN_SLOTS);
    }

    /** Counts the k-mers of {@code slices}. */
    static KmerCounts of(int k, List<Slice> slices) {
        KmerCounts counts = new KmerCounts(k);
        long[] batch = new long[BATCH];
        for (Slice slice : slices) {
            KmerCursor cursor = new KmerCursor(slice, k);
            for (int length = cursor.fill(batch); length > 0; length = cursor.fill(batch)) {
                counts.addBatch(batch, length);
            }
        }
        return counts;
    }

    int k() {
        return k;
    }

    /** Number of different k-mers. */
    int distinct() {
        return distinct;
    }

    /** Sum of all counts. */
    long total() {
        return total;
    }

    /** The count of {@code kmer}, zero if it was never added. */
    long get(long kmer) {
        return table[find(kmer) + 1];
    }

    void add(long kmer) {
        add(kmer, 1);
    }

    /** Adds the first {@code length} k-mers of {@code batch}, once each. */
    void addBatch(long[] batch, int length) {
        for (int i = 0; i < length; i++) {
            add(batch[i], 1);
        }
    }

    void add(long kmer, long count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive: kmer=" + kmer + ", count=" + count);
        }
        int at = find(kmer);
        boolean isNew = table[at + 1] == 0;
        table[at] = kmer;
        table[at + 1] += count;
        total += count;
        if (isNew && ++distinct > slots() / 2) {
            rehash(2L * slots());
        }
    }

    /** Adds every count of {@code other}, which stays as it is. */
    void addAll(KmerCounts other) {
        if (other.k != k) {
            throw new IllegalArgumentException("counts of different k: k=" + k + ", other k=" + other.k);
        }
        ensureSlots(other.slots());
        other.forEach(this::add);
    }

    /** Makes room for {@code kmers} different k-mers, so that adding them moves nothing. */
    void reserve(long kmers) {
        ensureSlots(2 * kmers);
    }

    /** Visits every k-mer with its count, in no particular order. */
    void forEach(Visitor visitor) {
        for (int at = 0; at < table.length; at += 2) {
            if (table[at + 1] != 0) {
                visitor.visit(table[at], table[at + 1]);
            }
        }
    }

    /** All k-mers in alphabetical order. */
    long[] sortedKmers() {
        long[] kmers = new long[distinct];
        int filled = 0;
        for (int at = 0; at < table.length; at += 2) {
            if (table[at + 1] != 0) {
                kmers[filled++] = table[at];
            }
        }
        Arrays.sort(kmers);
        return kmers;
    }

    /** The {@code n} most frequent k-mers, most frequent first, equally frequent ones in alphabetical order. */
    List<KmerCount> top(int n) {
        PriorityQueue<KmerCount> best = new PriorityQueue<>(KmerCount.MOST_FREQUENT_FIRST.reversed());
        forEach((kmer, count) -> {
            if (best.size() < n) {
                best.add(new KmerCount(kmer, count));
            } else if (n > 0 && isBefore(kmer, count, best.element())) {
                best.remove();
                best.add(new KmerCount(kmer, count));
            }
        });
        return best.stream().sorted(KmerCount.MOST_FREQUENT_FIRST).toList();
    }

    private static boolean isBefore(long kmer, long count, KmerCount other) {
        return count > other.count() || (count == other.count() && kmer < other.kmer());
    }

    /** A second table with the same counts. */
    KmerCounts copy() {
        KmerCounts copy = new KmerCounts(k);
        copy.table = table.clone();
        copy.shift = shift;
        copy.distinct = distinct;
        copy.total = total;
        return copy;
    }

    /** Same k and the same counts; how the tables grew does not matter. */
    @Override
    public boolean equals(@Nullable Object o) {
        if (!(o instanceof KmerCounts other) || other.k != k || other.distinct != distinct || other.total != total) {
            return false;
        }
        for (int at = 0; at < table.length; at += 2) {
            if (table[at + 1] != 0 && other.get(table[at]) != table[at + 1]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        long[] sum = {k};
        forEach((kmer, count) -> sum[0] += mix(kmer) * count);
        return Long.hashCode(sum[0]);
    }

    @Override
    public String toString() {
        return "KmerCounts[k=" + k + ", distinct=" + distinct + ", total=" + total + "]";
    }

    /** Index of the slot that holds {@code kmer}, or of the free slot where it belongs. */
    private int find(long kmer) {
        long[] t = table;
        int last = t.length - 2;
        int at = (int) (mix(kmer) >>> shift) << 1;
        while (t[at] != kmer && t[at + 1] != 0) {
            at = (at + 2) & last;
        }
        return at;
    }

    private void ensureSlots(long wanted) {
        long slots = slots();
        while (slots < wanted) {
            slots *= 2;
        }
        if (slots > slots()) {
            rehash(slots);
        }
    }

    private void rehash(long slots) {
        if (slots > MAX_SLOTS) {
            throw new BadInputException("too many different k-mers for one table: distinct=" + distinct + ", most="
                    + MAX_SLOTS / 2 + "; count fewer genomes or shorter k-mers");
        }
        long[] old = table;
        table = new long[(int) slots * 2];
        shift = shiftOf((int) slots);
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                int to = find(old[at]);
                table[to] = old[at];
                table[to + 1] = old[at + 1];
            }
        }
    }

    private int slots() {
        return table.length / 2;
    }

    private static long mix(long kmer) {
        return kmer * GOLDEN;
    }

    private static int shiftOf(int slots) {
        return Long.SIZE - Integer.numberOfTrailingZeros(slots);
    }
}
