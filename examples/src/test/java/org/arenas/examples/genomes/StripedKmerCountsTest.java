package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StripedKmerCountsTest {
    private static final int THREADS = 4;

    @Test
    void shouldLoseNoCountOfThreadsThatAddTheSameKmers() throws Exception {
        StripedKmerCounts striped = new StripedKmerCounts(21, THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<?>> adders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                adders.add(threads.submit(() -> {
                    start.await();
                    addThousandTimes(striped.newWriter());
                    return null;
                }));
            }
            for (Future<?> adder : adders) {
                adder.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        KmerCounts counts = striped.collect();
        assertThat(counts.distinct()).isEqualTo(500);
        assertThat(counts.total()).isEqualTo(500L * 1000 * THREADS);
        counts.forEach((kmer, count) -> assertThat(count).isEqualTo(1000L * THREADS));
    }

    @Test
    void shouldHaveAPowerOfTwoOfStripesThatGrowsWithTheWorkers() {
        for (int workers = 1; workers <= Config.MAX_WORKERS; workers++) {
            assertThat(Integer.bitCount(StripedKmerCounts.stripesFor(workers))).isEqualTo(1);
        }
        assertThat(StripedKmerCounts.stripesFor(1)).isEqualTo(64);
        assertThat(StripedKmerCounts.stripesFor(64)).isEqualTo(256);
    }

    private static void addThousandTimes(StripedKmerCounts.Writer writer) {
        long[] kmers = new long[500];
        for (int i = 0; i < kmers.length; i++) {
            kmers[i] = i * 1_234_567L;
        }
        for (int i = 0; i < 1000; i++) {
            writer.addBatch(kmers, kmers.length);
        }
        writer.flush();
    }
}
