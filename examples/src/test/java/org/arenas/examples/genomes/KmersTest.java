package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KmersTest {
    @Test
    void shouldAcceptTheFourBasesInBothCasesOnly() {
        for (int letter = 0; letter < 256; letter++) {
            int expected = "ACGT".indexOf(Character.toUpperCase(letter));
            boolean ascii = letter < 128;
            assertThat(Kmers.code((byte) letter)).as("letter %d", letter).isEqualTo(ascii ? expected : -1);
        }
    }

    @Test
    void shouldSpellKmers() {
        assertThat(Kmers.toText(0, 31)).isEqualTo("A".repeat(31));
        assertThat(Kmers.toText(Kmers.mask(31), 31)).isEqualTo("T".repeat(31));
        assertThat(Kmers.toText(0b00_01_10_11, 4)).isEqualTo("ACGT");
    }

    @Test
    void shouldKeepEveryMaskNonNegative() {
        assertThat(Kmers.mask(1)).isEqualTo(3);
        assertThat(Kmers.mask(31)).isEqualTo(Long.MAX_VALUE >>> 1);
    }
}
