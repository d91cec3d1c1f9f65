package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RangeTest {
    private static LongStream indexes(Range range) {
        return LongStream.range(0, range.count()).map(i -> range.from() + i * range.step());
    }

    private static boolean haveCommonIndex(Range a, Range b) {
        return indexes(a).anyMatch(i -> indexes(b).anyMatch(j -> i == j));
    }

    private static void check(Range a, Range b) {
        boolean expected = haveCommonIndex(a, b);
        assertThat(a.overlaps(b)).as("%s and %s", a, b).isEqualTo(expected);
        assertThat(b.overlaps(a)).as("%s and %s", b, a).isEqualTo(expected);
    }

    /** Every pair of small ranges. */
    @Test
    void shouldOverlapJustIfThereIsACommonIndex() {
        for (long from = 0; from < 8; from++) {
            for (long count = 0; count < 5; count++) {
                for (long step = 1; step < 8; step++) {
                    for (long otherFrom = 0; otherFrom < 8; otherFrom++) {
                        for (long otherCount = 0; otherCount < 5; otherCount++) {
                            for (long otherStep = 1; otherStep < 8; otherStep++) {
                                Range a = Range.of(from, count, step);
                                Range b = Range.of(otherFrom, otherCount, otherStep);
                                if (a.overlaps(b) != haveCommonIndex(a, b)) {
                                    check(a, b);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /** Larger ones, at random; also moved to the end of what indexes can be, where sums may not overflow. */
    @Test
    void shouldOverlapJustIfThereIsACommonIndexInLargeRanges() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long shift = random.nextBoolean() ? 0 : Integer.MAX_VALUE - 100_000;
            Range a = random(random, shift);
            Range b = random(random, shift);
            assertThat(a.overlaps(b)).as("seed %s: %s and %s", seed, a, b).isEqualTo(haveCommonIndex(a, b));
        }
    }

    private static Range random(Random random, long shift) {
        return Range.of(shift + random.nextInt(2_000), random.nextInt(40), 1 + random.nextInt(2_000));
    }

    @Test
    void shouldTellHugeStepsApart() {
        long most = Integer.MAX_VALUE;
        check(Range.of(0, 2, most), Range.of(most, 1));
        check(Range.of(0, 2, most), Range.of(1, 2, most - 1));
        check(Range.of(0, 2, most), Range.of(1, 2, most - 2));
        check(Range.of(0, 3, most / 2), Range.of(most - 1, 1, Long.MAX_VALUE));
        // Primes: the first common index would lie far beyond.
        check(Range.of(0, 1_000, 65_537), Range.of(1, 1_000, 65_539));
        assertThat(Range.of(0, 1 << 30).overlaps(Range.of(5, 1 << 20, 1_024))).isTrue();
    }

    @Test
    void shouldRefuseWhatNoArrayHas() {
        long[][] impossible = {
            {-1, 1, 1},
            {0, -1, 1},
            {0, 1, 0},
            {0, 1, -1},
            {1L << 31, 1, 1},
            {0, 3, 1L << 30},
            {1, Long.MAX_VALUE, 1},
            {0, 2, Long.MAX_VALUE},
            {Long.MAX_VALUE, 2, 1}
        };
        for (long[] numbers : impossible) {
            assertThatThrownBy(() -> Range.of(numbers[0], numbers[1], numbers[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("range is impossible: from=" + numbers[0]);
        }
    }

    @Test
    void shouldSayItInWords() {
        assertThat(Range.of(3, 4)).hasToString("3..6");
        assertThat(Range.of(3, 4, 2)).hasToString("3..9 step 2");
        assertThat(Range.of(3, 0, 2)).hasToString("none at 3");
    }
}
