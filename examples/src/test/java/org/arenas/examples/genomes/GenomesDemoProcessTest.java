package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: system properties in, exit code and bytes out, in any charset. */
@Timeout(120)
class GenomesDemoProcessTest {
    @TempDir
    Path folder;

    @Test
    void shouldExitWithTwoAndOneLineOnStandardErrorOnly() throws Exception {
        assertThat(start("-Dk=nonsense")).isEqualTo(2);
        assertThat(read("err")).isEqualTo("error: k must be a whole number from 1 to 31: k=nonsense\n");
        assertThat(read("out")).isEmpty();
    }

    @Test
    void shouldSucceedInAForeignLocaleAndCharset() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.writeString(input.resolve("a.fa"), ">a\nACGTTGCA\n");
        int exitCode = start(
                "-Dinput=" + input,
                "-Drounds=1",
                "-Dk=3",
                "-Dfile.encoding=UTF-16",
                "-Duser.language=ar",
                "-Duser.country=EG");
        assertThat(read("err")).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(read("out"))
                .startsWith("Canonical 3-mers of 1 genome, 8 bases\n")
                .contains("AAC")
                .isASCII();
        assertThat(folder.resolve("demo/index.html")).isRegularFile();
    }

    private int start(String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(properties));
        command.add("-Ddemo.dir=" + folder.resolve("demo"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GenomesDemo.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }
}
