package org.arenas.examples.wordindex;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.arenas.offheap.BytesCodec;
import org.arenas.offheap.FileOptions;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;

/**
 * Which words are in which documents, and how often, in a file.
 *
 * <p>A document goes in in one exclusive borrow. If the process dies meanwhile, all of it is undone, whoever is the next to
 * look: there is no document of which some words are found and others are not.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread of any process.
 */
final class WordIndex implements AutoCloseable {
    private static final String DOCUMENTS = "words of each document";
    private static final String POSTINGS = "documents of each word";
    private static final long BYTES = 1 << 20;
    private static final long MOST_BYTES = 1L << 32;

    private static final BytesCodec<String> TEXT = BytesCodec.utf8();
    private static final BytesCodec<Integer> NUMBER =
            BytesCodec.of(number -> TEXT.encode(number.toString()), bytes -> Integer.valueOf(TEXT.decode(bytes)));
    private static final BytesCodec<Map<String, Integer>> LINES =
            BytesCodec.of(counts -> TEXT.encode(toLines(counts)), bytes -> fromLines(TEXT.decode(bytes)));

    private final SharedArena arena;

    private WordIndex(SharedArena arena) {
        this.arena = arena;
    }

    static WordIndex create(Path file) throws IOException {
        SharedArena arena = SharedArena.create(file, FileOptions.of(BYTES).maximum(MOST_BYTES));
        try (MemoryWriter m = arena.borrow()) {
            m.setRoot(DOCUMENTS, m.allocateBytesMap(0));
            m.setRoot(POSTINGS, m.allocateBytesMap(0));
        }
        return new WordIndex(arena);
    }

    static WordIndex open(Path file) throws IOException {
        return new WordIndex(SharedArena.open(file));
    }

    static WordIndex openReadOnly(Path file) throws IOException {
        return new WordIndex(SharedArena.openReadOnly(file));
    }

    /** The number of different words of each document. */
    private static Map<String, Integer> documents(MemoryReader m) {
        return m.bytesMap(m.root(DOCUMENTS)).asMap(TEXT, NUMBER);
    }

    /** For each word, how often it is in which documents. */
    private static Map<String, Map<String, Integer>> postings(MemoryReader m) {
        return m.bytesMap(m.root(POSTINGS)).asMap(TEXT, LINES);
    }

    /** Adds a document, all of it or nothing. {@return false if somebody has done so before} */
    boolean add(String document, Map<String, Integer> words) {
        try (MemoryWriter m = arena.borrow()) {
            if (documents(m).putIfAbsent(document, words.size()) != null) {
                return false;
            }
            Map<String, Map<String, Integer>> postings = postings(m);
            words.forEach((word, count) -> postings.merge(word, Map.of(document, count), WordIndex::both));
            return true;
        }
    }

    private static Map<String, Integer> both(Map<String, Integer> some, Map<String, Integer> more) {
        Map<String, Integer> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /** Whether a document is there. Takes no lock. */
    boolean has(String document) {
        return arena.readOptimistic(m -> documents(m).containsKey(document));
    }

    /** How many documents there are. Takes no lock. */
    int size() {
        return arena.readOptimistic(m -> documents(m).size());
    }

    /** How often a word is in which documents. Takes no lock: what reads does not keep a writer waiting. */
    Map<String, Integer> search(String word) {
        return arena.readOptimistic(m -> postings(m).getOrDefault(word, Map.of()));
    }

    /** A copy of everything, of one moment. */
    Map<String, Map<String, Integer>> all() {
        try (MemoryReader m = arena.borrowShared()) {
            return new TreeMap<>(postings(m));
        }
    }

    private static String toLines(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Integer> fromLines(String lines) {
        Map<String, Integer> counts = new TreeMap<>();
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            counts.put(line.substring(space + 1), Integer.valueOf(line.substring(0, space)));
        });
        return counts;
    }

    @Override
    public void close() {
        arena.close();
    }
}
