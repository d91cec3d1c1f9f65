package org.arenas.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BankExampleTest {
    @Test
    @DisplayName("R2, R3, R6: the bank's money is where it should be, and the late deposit is refused")
    void shouldPrintWhatHappens() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BankExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        String caller = Thread.currentThread().getName();
        assertThat(bytes.toString(StandardCharsets.UTF_8)
                        .replaceAll("bank#\\d+", "bank#1")
                        .lines())
                .containsExactly(
                        "borrowed:  Alice has 110",
                        "violation: borrow is closed: arena=bank#1, caller=" + caller
                                + "; use what a borrow hands out inside its block only, or borrow again",
                        "unharmed:  Alice has 110",
                        "transfers: true, then false",
                        "together:  Bob's checking account has 30, Bob's savings account has 70");
    }
}
