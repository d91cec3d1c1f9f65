package org.arenas.examples.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BufferExampleTest {
    @Test
    @DisplayName("R4: the moved buffer is whole where it arrives, and nowhere else")
    void shouldPrintWhatHappens() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.subList(0, 3))
                .isEqualTo(IntStream.rangeClosed(1, 3)
                        .mapToObj(BufferExampleTest::round)
                        .toList());
        assertThat(lines.subList(3, lines.size()))
                .containsExactly("moved, and not here any more", "bytes that arrived: 16777216");
    }

    private static String round(int round) {
        byte[] expected = new byte[16 << 20];
        Arrays.fill(expected, (byte) round);
        CRC32 crc = new CRC32();
        crc.update(expected);
        return String.format("round %d: %08x", round, crc.getValue());
    }
}
