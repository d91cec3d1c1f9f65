package org.arenas.examples.parmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.arenas.pool.InterpreterPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ParMapExamplesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldCountTheWordsOfEachFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one two\nthree");
        Files.writeString(folder.resolve("b.txt"), "");
        Files.write(folder.resolve("c.bin"), new byte[] {(byte) 0xff, (byte) 0xfe});

        WordCountExample.run(folder, out);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("a.txt: 3 words", "b.txt: 0 words", "c.bin: not readable", "all: 3 words");
    }

    @Test
    void shouldParseEachDateOnce() {
        DateFormatExample.run(out);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("seconds: [-14256000, 86400, 946684800]");
    }

    @Test
    void shouldParseManyDatesAtTheSameTime() {
        List<LocalDate> days = IntStream.range(0, 20_000)
                .mapToObj(day -> LocalDate.ofEpochDay(day))
                .toList();
        try (InterpreterPool pool = InterpreterPool.create("parsers", 4)) {
            assertThat(DateFormatExample.seconds(
                            pool, days.stream().map(LocalDate::toString).toList()))
                    .isEqualTo(days.stream()
                            .map(day -> day.atStartOfDay(ZoneOffset.UTC).toEpochSecond())
                            .toList());
        }
    }
}
