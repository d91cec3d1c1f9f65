package org.arenas.examples.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConfigurationExampleTest {
    @Test
    @DisplayName(
            "R8: a frozen configuration is read by all and replaced as one, and one that can be changed is stopped")
    void shouldPrintWhatHappens() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConfigurationExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "clerk:    [/orders]",
                        "replaced: version 1 by 2",
                        "clerk:    [/orders, /wages]",
                        "stopped:  configuration.pages");
    }
}
