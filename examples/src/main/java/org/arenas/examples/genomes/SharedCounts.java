package org.arenas.examples.genomes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.arenas.offheap.FileOptions;
import org.arenas.offheap.LongLongMap;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;

/**
 * How often each k-mer was seen, in a file that several processes count into, genome by genome. The file also says which
 * genomes have been counted, and it says so in the same borrow that adds their counts: whoever is killed meanwhile has added
 * nothing.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread of any process.
 */
final class SharedCounts implements AutoCloseable {
    private static final String COUNTS = "counts of k-mers";
    private static final String COUNTED_BY = "workers of counted genomes";
    private static final long BYTES = 1 << 20;
    private static final long MOST_BYTES = 1L << 32;

    private final SharedArena arena;

    private SharedCounts(SharedArena arena) {
        this.arena = arena;
    }

    static SharedCounts create(Path file) throws IOException {
        SharedArena arena = SharedArena.create(file, FileOptions.of(BYTES).maximum(MOST_BYTES));
        try (MemoryWriter m = arena.borrow()) {
            m.setRoot(COUNTS, m.allocateLongLongMap(0));
            m.setRoot(COUNTED_BY, m.allocateLongLongMap(0));
        }
        return new SharedCounts(arena);
    }

    static SharedCounts open(Path file) throws IOException {
        return new SharedCounts(SharedArena.open(file));
    }

    private static LongLongMap counts(MemoryReader m) {
        return m.longLongMap(m.root(COUNTS));
    }

    private static LongLongMap countedBy(MemoryReader m) {
        return m.longLongMap(m.root(COUNTED_BY));
    }

    /** Whether somebody has counted a genome; asked without a lock, so nobody waits for the question. */
    boolean has(int genome) {
        return arena.readOptimistic(m -> countedBy(m).containsKey(genome));
    }

    /** Adds the counts of a genome, all of them or none. {@return false if somebody has done so before} */
    boolean add(int genome, int worker, KmerCounts more) {
        try (MemoryWriter m = arena.borrow()) {
            LongLongMap done = countedBy(m);
            if (done.containsKey(genome)) {
                return false;
            }
            LongLongMap counts = counts(m);
            more.forEach(counts::add);
            done.put(genome, worker);
            return true;
        }
    }

    /** The sum of what has been added, copied to the heap. */
    KmerCounts sum(int k) {
        KmerCounts sum = new KmerCounts(k);
        try (MemoryReader m = arena.borrowShared()) {
            counts(m).forEach(sum::add);
        }
        return sum;
    }

    /** How many genomes each worker has counted. */
    Map<Integer, Integer> genomesOfWorkers() {
        Map<Integer, Integer> genomes = new TreeMap<>();
        try (MemoryReader m = arena.borrowShared()) {
            countedBy(m).forEach((genome, worker) -> genomes.merge((int) worker, 1, Integer::sum));
        }
        return genomes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
