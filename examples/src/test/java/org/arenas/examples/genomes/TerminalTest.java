package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TerminalTest {
    @Test
    void shouldTellThatATestRunHasNoTerminal() {
        assertThat(Terminal.isAttached()).isFalse();
    }

    @Test
    void shouldOverwriteItsLine() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress = new TerminalProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        progress.show("reading", 1, 2);
        progress.show("x", 2, 2);
        progress.clear();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r  [" + "#".repeat(15) + ".".repeat(15) + "] reading 1 of 2"
                        + "\r  [" + "#".repeat(30) + "] x 2 of 2      "
                        + "\r" + " ".repeat(43) + "\r");
    }
}
