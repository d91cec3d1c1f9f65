package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that cannot be used gives exit code 2, one line on the standard error and nothing else. */
@Timeout(60)
class GenomesDemoErrorTest {
    @TempDir
    Path folder;

    private Path input = Path.of("");

    @BeforeEach
    void makeInput() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
    }

    @Test
    void shouldRejectMissingInput() {
        Path missing = folder.resolve("missing");
        assertFails("input does not exist: input=" + missing, "input", missing.toString());
    }

    @Test
    void shouldRejectInputThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.fa"), ">a\nACGT\n");
        assertFails("input is not a folder: input=" + file, "input", file.toString());
    }

    @Test
    void shouldRejectInputWithoutFastaFiles() throws IOException {
        Files.writeString(input.resolve("readme.txt"), "hello");
        assertFails("input holds no FASTA file: input=" + input
                + "; expected names that end with .fa, .fna or .fasta, with or without .gz");
    }

    @Test
    void shouldRejectTextBeforeTheFirstHeader() throws IOException {
        Path file = Files.writeString(input.resolve("a.fa"), "\nACGT\n>a\n");
        assertFails(
                "text before the first header: file=" + file + ", line=2; a FASTA file starts with a line like >name");
    }

    @Test
    void shouldRejectTruncatedGzip() throws IOException {
        byte[] whole = GenomeFilesTest.gzip(">a\n" + "ACGT".repeat(100));
        Path file = Files.write(input.resolve("a.fa.gz"), Arrays.copyOf(whole, whole.length - 9));
        assertFails("gzip data ends too early: file=" + file + "; fetch the file again");
    }

    @Test
    void shouldRejectCorruptGzip() throws IOException {
        byte[] bytes = GenomeFilesTest.gzip(">a\n" + "ACGT".repeat(100));
        bytes[bytes.length - 6] ^= 1; // in the checksum
        Path file = Files.write(input.resolve("a.fa.gz"), bytes);
        assertFails("gzip data is damaged: file=" + file + ", reason=Corrupt GZIP trailer; fetch the file again");
    }

    @Test
    void shouldRejectPlainTextNamedGzip() throws IOException {
        Path file = Files.writeString(input.resolve("a.fa.gz"), ">a\nACGT\n");
        assertFails("gzip data is damaged: file=" + file + ", reason=Not in GZIP format; fetch the file again");
    }

    @Test
    void shouldRejectUnreadableFile() throws IOException {
        Path file = input.resolve("a.fa");
        Files.createSymbolicLink(file, folder.resolve("gone"));
        assertFails("cannot read file: file=" + file + ", reason=no such file or folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "32", "-1", "x", "", "2.5", "99999999999"})
    void shouldRejectBadK(String k) {
        assertFails("k must be a whole number from 1 to 31: k=" + k, "k", k);
    }

    @ParameterizedTest
    @CsvSource({"workers, 0, 1024", "workers, -3, 1024", "workers, two, 1024", "workers, 1025, 1024", "rounds, 0, 1000"
    })
    void shouldRejectOtherBadNumbers(String name, String value, int max) {
        assertFails(name + " must be a whole number from 1 to " + max + ": " + name + "=" + value, name, value);
    }

    @Test
    void shouldRejectOutInMissingFolder() throws IOException {
        giveGoodInput();
        Path out = folder.resolve("missing/out.tsv");
        assertFails(
                "folder of out does not exist: out=" + out + ", folder=" + folder.resolve("missing"),
                "out",
                out.toString());
    }

    @Test
    void shouldRejectOutThatIsAFolder() throws IOException {
        giveGoodInput();
        assertFails("out is a folder, not a file: out=" + folder, "out", folder.toString());
    }

    @Test
    void shouldRejectOutThatIsADevice() throws IOException {
        giveGoodInput();
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            assertFails("out is not a regular file: out=/dev/null", "out", "/dev/null");
            assertThat(device).exists();
        }
    }

    @Test
    void shouldRejectOutWithTooLongAName() throws IOException {
        giveGoodInput();
        Path out = folder.resolve("x".repeat(300));
        Result result = run("out", out.toString());
        assertThat(result.exitCode).isEqualTo(2);
        assertThat(result.err)
                .startsWith("error: cannot write out: out=" + out + ", reason=")
                .hasLineCount(1);
    }

    @Test
    void shouldRejectPageFolderThatIsAFile() throws IOException {
        giveGoodInput();
        Path file = Files.writeString(folder.resolve("file"), "");
        Result result = run("demo.dir", file.resolve("demo").toString());
        assertThat(result.exitCode).isEqualTo(2);
        assertThat(result.err)
                .startsWith("error: cannot write the page: file=" + file.resolve("demo/index.html") + ", reason=")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "out", "demo.dir"})
    void shouldRejectEmptyPath(String name) {
        assertFails(name + " is empty: give a path, as in -D" + name + "=PATH, or leave it away", name, " ");
    }

    @Test
    void shouldKeepAMessageOnOneLine() {
        assertFails("input does not exist: input=no such", "input", "no\r\nsuch");
    }

    @Test
    void shouldLeaveTheOldCountsWhenTheInputIsBad() throws IOException {
        Path out = Files.writeString(folder.resolve("out.tsv"), "old");
        Files.writeString(input.resolve("a.fa"), "no FASTA");
        assertThat(run("out", out.toString()).exitCode).isEqualTo(2);
        assertThat(out).hasContent("old");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(out, input);
        }
    }

    private void giveGoodInput() throws IOException {
        Files.writeString(input.resolve("a.fa"), ">a\nACGT\n");
    }

    private void assertFails(String message, String... options) {
        Result result = run(options);
        assertThat(result.err).isEqualTo("error: " + message + "\n");
        assertThat(result.out).isEmpty();
        assertThat(result.exitCode).isEqualTo(2);
    }

    private Result run(String... more) {
        Properties options = new Properties();
        options.setProperty("demo.dir", folder.resolve("demo").toString());
        options.setProperty("input", input.toString());
        options.setProperty("rounds", "1");
        for (int i = 0; i < more.length; i += 2) {
            options.setProperty(more[i], more[i + 1]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = GenomesDemo.run(options, stream(out), stream(err), Progress.NONE);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private record Result(int exitCode, String out, String err) {}
}
