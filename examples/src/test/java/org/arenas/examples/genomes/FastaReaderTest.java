package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FastaReaderTest {
    @Test
    void shouldJoinLinesOfARecord() {
        assertThat(sequence(">a\nACG\nT\nAC\n")).isEqualTo("ACGTAC");
    }

    @Test
    void shouldAcceptAllLineEnds() {
        assertThat(sequence(">a\r\nAC\r\n\r\nGT\r\n>b\r\nTT")).isEqualTo("ACGT>TT");
        assertThat(sequence(">a\rAC\rGT\r>b\rTT\r")).isEqualTo("ACGT>TT");
    }

    @Test
    void shouldSkipBlankLinesAndBlanks() {
        assertThat(sequence("\n \n\t\r\n>a\n\nAC GT \n\n\tA\n")).isEqualTo("ACGTA");
    }

    @Test
    void shouldKeepRecordsApart() {
        Genome genome = RandomFasta.parse(">a\nAC\n>b\n>c\nGT\n");
        assertThat(text(genome)).isEqualTo("AC>>GT");
        assertThat(genome.records()).isEqualTo(3);
        assertThat(genome.bases()).isEqualTo(4);
    }

    @Test
    void shouldTakeOnlyAHeaderAtTheStartOfALineForOne() {
        assertThat(sequence(">a > b\nAC>GT\n")).isEqualTo("AC>GT");
    }

    @Test
    void shouldReadEmptyTexts() {
        for (String text : new String[] {"", "\n\n", ">", ">a", ">a\n", ">a\n\n"}) {
            assertThat(RandomFasta.parse(text).bases()).as(text).isZero();
        }
    }

    @Test
    void shouldReadLinesLongerThanItsBuffers() {
        String line = "ACGTTGCA".repeat(50_000);
        assertThat(sequence(">a\n" + line + "\n" + line)).isEqualTo(line + line);
    }

    @Test
    void shouldRejectTextBeforeTheFirstHeader() {
        assertThatThrownBy(() -> RandomFasta.parse("\r\n\r\nACGT\n>a\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "text before the first header: file=test, line=3; a FASTA file starts with a line like >name");
    }

    private static String sequence(String text) {
        return text(RandomFasta.parse(text));
    }

    private static String text(Genome genome) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < genome.length(); i++) {
            text.append((char) genome.at(i));
        }
        return text.toString();
    }
}
