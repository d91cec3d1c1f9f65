package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of where readers announce themselves. */
class ReaderCellsTest {
    private static final int MANY = 200_000;
    private static final long TOKEN = 1L << ExecutionStack.ID_SHIFT;

    private final ReaderCells cells = new ReaderCells();

    @Test
    @DisplayName("R10: a run of readers takes time in proportion to its length, coming and leaving")
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void shouldLetManyReadersInAndOutInLinearTime() {
        int[] claimed = new int[MANY];
        for (int i = 0; i < MANY; i++) {
            claimed[i] = cells.claim(TOKEN, null);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(cells.areEmpty()).isFalse();
            cells.clearFenced(claimed[i]);
        }
        assertThat(cells.areEmpty()).isTrue();
        assertThat(cells.acquisitions()).isEqualTo(MANY);
    }

    @Test
    void shouldGiveEachReaderACellOfItsOwn() {
        assertThat(IntStream.range(0, 1_000).map(i -> cells.claim(TOKEN, null))).doesNotHaveDuplicates();
    }

    @Test
    void shouldUseACellAgainBeforeThereAreMore() {
        int first = cells.claim(TOKEN, null);
        int second = cells.claim(TOKEN, null);
        cells.clearFenced(first);

        assertThat(cells.areEmpty()).isFalse();
        int highest = second;
        for (int i = 0; i < 1_000; i++) {
            int cell = cells.claim(TOKEN, null);
            highest = Math.max(highest, cell);
            cells.clearFenced(cell);
        }
        assertThat(highest).isLessThan(64);
    }

    @Test
    void shouldSeeAReaderWhereverItIs() {
        int[] claimed =
                IntStream.range(0, 50).map(i -> cells.claim(TOKEN, null)).toArray();
        for (int stays = 0; stays < claimed.length; stays++) {
            for (int i = 0; i < claimed.length; i++) {
                if (i != stays) {
                    cells.clearFenced(claimed[i]);
                }
            }
            assertThat(cells.areEmpty()).isFalse();
            for (int i = 0; i < claimed.length; i++) {
                if (i != stays) {
                    claimed[i] = cells.claim(TOKEN, null);
                }
            }
        }
    }
}
