package org.arenas.examples.priceboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenas.offheap.FileOptions;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.Root;
import org.arenas.offheap.SharedArena;

/**
 * The latest quote of each share, as records off the heap: in this process, or in a file that others read.
 *
 * <p>New quotes come in one exclusive borrow, short, because they were computed before. Whoever reads takes no lock and writes
 * nothing that others see, so readers slow down neither the writer nor each other; if the writer has changed something
 * meanwhile, it is read again.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread, those that read also by other processes.
 */
final class PriceBoard implements AutoCloseable {
    private static final long BYTES = 1 << 16;

    private final SharedArena arena;
    /** Handles are values, and these quotes are never freed: so they are looked up once. */
    private final Map<String, Handle<Quote>> quotes = new LinkedHashMap<>();

    private PriceBoard(SharedArena arena) {
        this.arena = arena;
        try (MemoryReader m = arena.borrowShared()) {
            for (Root root : m.roots()) {
                quotes.put(root.name(), m.root(root.name()));
            }
        }
    }

    static PriceBoard inMemory(List<Quote> quotes) {
        return filled(SharedArena.inMemory("board", BYTES), quotes);
    }

    static PriceBoard create(Path file, List<Quote> quotes) throws IOException {
        return filled(SharedArena.create(file, FileOptions.of(BYTES)), quotes);
    }

    static PriceBoard openReadOnly(Path file) throws IOException {
        return new PriceBoard(SharedArena.openReadOnly(file));
    }

    private static PriceBoard filled(SharedArena arena, List<Quote> quotes) {
        try (MemoryWriter m = arena.borrow()) {
            for (Quote quote : quotes) {
                m.setRoot(quote.symbol(), m.allocate(Quote.LAYOUT, quote));
            }
        }
        return new PriceBoard(arena);
    }

    /** Shows new quotes, all at once. */
    void show(List<Quote> newQuotes) {
        try (MemoryWriter m = arena.borrow()) {
            for (Quote quote : newQuotes) {
                m.write(Quote.LAYOUT, handle(quote.symbol()), quote);
            }
        }
    }

    /** The quote of a share. */
    Quote quote(String symbol) {
        Handle<Quote> quote = handle(symbol);
        return arena.readOptimistic(m -> m.read(Quote.LAYOUT, quote));
    }

    /** What a share is worth: two components of its quote, for which no object is made. */
    double middle(String symbol) {
        Handle<Quote> quote = handle(symbol);
        return arena.readOptimistic(m -> (m.get(Quote.BID, quote) + m.get(Quote.ASK, quote)) / 2);
    }

    /** All quotes, of the same tick. */
    List<Quote> all() {
        // The function runs again if a tick comes between: so it makes its list itself.
        return arena.readOptimistic(m -> {
            List<Quote> all = new ArrayList<>(quotes.size());
            for (Handle<Quote> quote : quotes.values()) {
                all.add(m.read(Quote.LAYOUT, quote));
            }
            return all;
        });
    }

    private Handle<Quote> handle(String symbol) {
        Handle<Quote> quote = quotes.get(symbol);
        if (quote == null) {
            throw new IllegalArgumentException("no such share: symbol=" + symbol + "; there are " + quotes.keySet());
        }
        return quote;
    }

    @Override
    public void close() {
        arena.close();
    }
}
