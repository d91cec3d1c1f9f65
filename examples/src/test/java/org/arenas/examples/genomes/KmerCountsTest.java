package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KmerCountsTest {
    private static final int K = 21;

    @Test
    void shouldCountTheKmerZero() {
        KmerCounts counts = new KmerCounts(K);
        assertThat(counts.get(0)).isZero();
        counts.add(0);
        counts.add(0);
        assertThat(counts.get(0)).isEqualTo(2);
        assertThat(counts.distinct()).isEqualTo(1);
        assertThat(counts.total()).isEqualTo(2);
        assertThat(counts.sortedKmers()).containsExactly(0);
    }

    @Test
    void shouldAgreeWithHashMapThroughGrowthAndMerging() {
        for (int run = 0; run < 30; run++) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            Map<Long, Long> expected = new HashMap<>();
            KmerCounts all = randomCounts(random, expected);
            KmerCounts other = randomCounts(random, expected);
            KmerCounts before = other.copy();

            all.addAll(other);

            assertThat(other).as("seed=%d", seed).isEqualTo(before);
            assertThat(toMap(all)).as("seed=%d", seed).isEqualTo(expected);
            assertThat(all.distinct()).as("seed=%d", seed).isEqualTo(expected.size());
            assertThat(all.total())
                    .as("seed=%d", seed)
                    .isEqualTo(expected.values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            assertThat(all.sortedKmers())
                    .as("seed=%d", seed)
                    .containsExactly(expected.keySet().stream()
                            .mapToLong(Long::longValue)
                            .sorted()
                            .toArray());
        }
    }

    @Test
    @Timeout(10) // takes 15 ms; half a minute, which grows with the square of the size, if small does not grow first
    void shouldMergeBigIntoSmallWithoutCrowding() {
        KmerCounts big = new KmerCounts(K);
        for (long kmer = 0; kmer < 1_000_000; kmer++) {
            big.add(kmer * 7919);
        }
        KmerCounts small = new KmerCounts(K);
        small.addAll(big);
        assertThat(small).isEqualTo(big);
    }

    @Test
    void shouldHoldCountsBeyondInt() {
        KmerCounts counts = new KmerCounts(K);
        counts.add(5, Integer.MAX_VALUE);
        counts.add(5, Integer.MAX_VALUE);
        assertThat(counts.get(5)).isEqualTo(2L * Integer.MAX_VALUE);
        assertThat(counts.total()).isEqualTo(2L * Integer.MAX_VALUE);
    }

    @Test
    void shouldOrderTopByCountAndThenByKmer() {
        KmerCounts counts = new KmerCounts(K);
        counts.add(9, 5);
        counts.add(3, 7);
        counts.add(8, 5);
        counts.add(1, 2);
        counts.add(7, 5);
        assertThat(counts.top(3)).containsExactly(new KmerCount(3, 7), new KmerCount(7, 5), new KmerCount(8, 5));
        assertThat(counts.top(99)).hasSize(5).endsWith(new KmerCount(1, 2));
        assertThat(counts.top(0)).isEmpty();
        assertThat(new KmerCounts(K).top(3)).isEmpty();
    }

    @Test
    void shouldCompareByContentWhateverTheTableSize() {
        KmerCounts small = new KmerCounts(K);
        KmerCounts roomy = new KmerCounts(K);
        roomy.reserve(50_000);
        for (long kmer : new long[] {0, 4, 77}) {
            small.add(kmer);
            roomy.add(kmer);
        }
        assertThat(small).isEqualTo(roomy).hasSameHashCodeAs(roomy);
        roomy.add(78);
        small.add(79);
        assertThat(small).isNotEqualTo(roomy);
        assertThat(new KmerCounts(3)).isNotEqualTo(new KmerCounts(4));
    }

    @Test
    void shouldRejectMergingCountsOfAnotherK() {
        assertThatThrownBy(() -> new KmerCounts(3).addAll(new KmerCounts(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counts of different k: k=3, other k=4");
    }

    @Test
    void shouldRejectCountsBelowOne() {
        assertThatThrownBy(() -> new KmerCounts(3).add(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be positive: kmer=1, count=0");
    }

    @Test
    void shouldRefuseToGrowBeyondOneArray() {
        assertThatThrownBy(() -> new KmerCounts(31).reserve(1L << 40))
                .isInstanceOf(BadInputException.class)
                .hasMessage("too many different k-mers for one table: distinct=0, most=268435456; "
                        + "count fewer genomes or shorter k-mers");
    }

    @Test
    void shouldCountNothingInNoSlices() {
        assertThat(KmerCounts.of(K, List.of())).isEqualTo(new KmerCounts(K));
    }

    private static KmerCounts randomCounts(Random random, Map<Long, Long> expected) {
        KmerCounts counts = new KmerCounts(K);
        int range = 1 + random.nextInt(20_000);
        int adds = random.nextInt(20_000);
        for (int i = 0; i < adds; i++) {
            long kmer = random.nextInt(range);
            long count = 1L + random.nextInt(3);
            counts.add(kmer, count);
            expected.merge(kmer, count, Long::sum);
        }
        return counts;
    }

    private static Map<Long, Long> toMap(KmerCounts counts) {
        Map<Long, Long> map = new HashMap<>();
        counts.forEach(map::put);
        return map;
    }
}
