package org.arenas.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.arenas.offheap.DoubleArray;
import org.arenas.offheap.IntArray;
import org.arenas.offheap.LongLongMap;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;

/**
 * Prints what many quotes take off the heap, and what they take as records in a {@link HashMap}: bytes of each, the longest
 * pause of the collector while quotes are replaced all the time, and the time to drop all of them. To be run with a heap of
 * 4 GiB, {@code arena} or {@code heap} as the first argument, each in a JVM of its own; the second one says how many quotes,
 * 10 million by default.
 *
 * <p>Off the heap there is an array for each component, as one would lay out so many of them, and a {@link LongLongMap} from
 * the id to the index. Bytes are what the allocator has given away there, and the growth of the live heap after full
 * collections here; both include the map. Churning replaces random quotes for ten seconds, and each time makes the quote that
 * is put as an object first, so that both runs make garbage. A pause is a stop of the application as the collector's bean
 * tells it.
 */
public final class FootprintBenchmark {
    private static final int DEFAULT_COUNT = 10_000_000;
    private static final int COLLECTIONS = 3;
    private static final long CHURN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private FootprintBenchmark() {}

    /** What is kept. */
    private record Quote(long id, double bid, double ask, int bidSize, int askSize) {
        static Quote of(long id, int size) {
            return new Quote(id, id * 0.5, id * 0.5 + 1, size, size + 1);
        }
    }

    /** Where they are kept. */
    private interface Quotes {
        void put(Quote quote);

        double ask(long id);

        long bytes();

        void drop();
    }

    /** As objects. */
    private static final class OnHeap implements Quotes {
        private final long before = usedBytes();
        private Map<Long, Quote> quotes = new HashMap<>();

        @Override
        public void put(Quote quote) {
            quotes.put(quote.id, quote);
        }

        @Override
        public double ask(long id) {
            return Objects.requireNonNull(quotes.get(id)).ask;
        }

        @Override
        public long bytes() {
            return usedBytes() - before;
        }

        @Override
        public void drop() {
            quotes = new HashMap<>();
            // They are gone when the collector has been there.
            System.gc();
        }
    }

    /** Off the heap. */
    private static final class OffHeap implements Quotes {
        private final SharedArena arena;
        private final MemoryWriter memory;
        private final LongLongMap indexes;
        private final DoubleArray bids;
        private final DoubleArray asks;
        private final IntArray bidSizes;
        private final IntArray askSizes;

        OffHeap(int count) {
            arena = SharedArena.inMemory("quotes", 1 << 20, 256L * count + (1 << 30));
            memory = arena.borrow();
            indexes = memory.longLongMap(memory.allocateLongLongMap(count));
            bids = memory.doubleArray(memory.allocateDoubleArray(count));
            asks = memory.doubleArray(memory.allocateDoubleArray(count));
            bidSizes = memory.intArray(memory.allocateIntArray(count));
            askSizes = memory.intArray(memory.allocateIntArray(count));
        }

        @Override
        public void put(Quote quote) {
            long index = indexes.get(quote.id, -1);
            if (index == -1) {
                index = indexes.size();
                indexes.put(quote.id, index);
            }
            bids.set(index, quote.bid);
            asks.set(index, quote.ask);
            bidSizes.set(index, quote.bidSize);
            askSizes.set(index, quote.askSize);
        }

        @Override
        public double ask(long id) {
            return asks.get(indexes.get(id, -1));
        }

        @Override
        public long bytes() {
            return memory.statistics().usedBytes();
        }

        @Override
        public void drop() {
            memory.close();
            arena.close();
        }
    }

    /** Fills, measures, churns, drops, and prints a line for each. */
    public static void main(String[] arguments) {
        boolean offHeap = arguments[0].equals("arena");
        int count = arguments.length < 2 ? DEFAULT_COUNT : Integer.parseInt(arguments[1]);
        System.out.printf(
                "%s quotes=%,d jdk=%s heap=%,d MiB%n",
                arguments[0], count, Runtime.version(), Runtime.getRuntime().maxMemory() >> 20);
        AtomicLong longest = watchPauses();
        Quotes quotes = offHeap ? new OffHeap(count) : new OnHeap();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            // Neither dense nor in order.
            quotes.put(Quote.of(id(i), i));
        }
        System.out.printf("filled: nanosEach=%,d%n", (System.nanoTime() - begun) / count);
        System.out.printf("bytesEach=%.1f%n", (double) quotes.bytes() / count);
        longest.set(0);
        churn(quotes, count);
        System.out.printf("longestPause=%,d ms%n", longest.get());
        begun = System.nanoTime();
        quotes.drop();
        System.out.printf("dropped: %,d us%n", (System.nanoTime() - begun) / 1_000);
    }

    private static long id(int i) {
        return i * 0x9E37_79B9_7F4A_7C15L | 1;
    }

    private static void churn(Quotes quotes, int count) {
        SplittableRandom random = new SplittableRandom(1);
        long end = System.nanoTime() + CHURN_NANOS;
        long replaced = 0;
        double sum = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 1_000; i++) {
                quotes.put(Quote.of(id(random.nextInt(count)), i));
                sum += quotes.ask(id(random.nextInt(count)));
            }
            replaced += 1_000;
        }
        System.out.printf("replaced=%,d sum=%.0f%n", replaced, sum);
    }

    /** {@return the longest pause so far, in milliseconds} */
    private static AtomicLong watchPauses() {
        AtomicLong longest = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(
                                        (CompositeData) notification.getUserData());
                                longest.accumulateAndGet(info.getGcInfo().getDuration(), Math::max);
                            },
                            null,
                            null);
        }
        return longest;
    }

    private static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
