package org.arenas.examples.bankactors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BankActorsExampleTest {
    @Test
    @DisplayName("R1, R4, R9: no money is lost in transfers and moves; old Refs are refused")
    void shouldKeepMoneyTogether() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BankActorsExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), 5_000);

        List<String> lines = bytes.toString(StandardCharsets.UTF_8)
                .replaceAll("#\\d+", "#1")
                .lines()
                .toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("opened:    100 accounts in 4 branches, 10000 in all");
        assertThat(lines.get(1)).isEqualTo("meanwhile: 10000 in all");
        assertThat(lines.get(2)).matches("transfers: \\d+ done, \\d+ without the money, 10000 in all");
        int answered = Pattern.compile("(\\d+) (?:done|without)")
                .matcher(lines.get(2))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
        assertThat(answered).isEqualTo(5_000);
        assertThat(lines.get(3)).isEqualTo("moved:     from /user/north to /user/south, the same object: true");
        assertThat(lines.get(4))
                .startsWith("stale:     object was moved: ref=/user/north#1/")
                .contains("to=/user/south#1");
        assertThat(lines.get(5)).isEqualTo("checked:   10000 in all");
        assertThat(lines.get(6)).startsWith("closed:    arena is closed: arena=/user/west#1");
    }
}
